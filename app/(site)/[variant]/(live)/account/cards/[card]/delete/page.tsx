import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'
import { withDatabase } from '@/app/_components/with-database'
import { DeleteConfirmation } from '@/app/(site)/[variant]/(live)/account/cards/delete-confirmation'
import { requireUser } from '@/lib/accounts/session'
import { pageLocale } from '@/lib/languages/page-locale'
import { listCards } from '@/lib/saved-cards/data'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageLocale()).t('account.cards.deletion.name'), robots: { index: false } }
}

async function DeleteCardPage({ params }: { params: Promise<{ card: string }> }) {
  const { card: cardId } = await params
  const locale = await pageLocale()
  const user = await requireUser(`/account/cards/${cardId}/delete`)
  const card = (await listCards(user.uid)).find(({ id }) => id === cardId)
  if (!card) notFound()
  return (
    <div className="max-w-2xl space-y-6">
      <PageHeading title={locale.t('account.cards.deletion.title')} />
      <DeleteConfirmation
        t={locale.t}
        card={card}
        keep={
          <ButtonLink href={locale.path('/account/cards')} variant="secondary">
            {locale.t('account.cards.deletion.keep')}
          </ButtonLink>
        }
      />
    </div>
  )
}

export default withDatabase(DeleteCardPage)
