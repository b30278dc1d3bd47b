import type { Metadata } from 'next'
import { Outcome } from '@/app/_components/outcome'
import { PageHeading } from '@/app/_components/page-heading'
import { withDatabase } from '@/app/_components/with-database'
import { DeleteConfirmation } from '@/app/(site)/[variant]/(live)/account/cards/delete-confirmation'
import { CloseDialog, ConfirmButton } from '@/app/(site)/[variant]/(live)/account/confirm-button'
import { requireUser } from '@/lib/accounts/session'
import { pageLocale } from '@/lib/languages/page-locale'
import { listCards } from '@/lib/saved-cards/data'
import { cardTitle } from '@/lib/saved-cards/words'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await pageLocale()).t('account.cards.title'), robots: { index: false } }
}

async function CardsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const user = await requireUser('/account/cards')
  const { t, path, date } = await pageLocale()
  const cards = await listCards(user.uid)
  const { deleted } = await searchParams
  return (
    <div className="space-y-8">
      <PageHeading title={t('account.cards.title')} lead={t('account.cards.lead')} />
      {deleted !== undefined && (
        <Outcome key={String(deleted)} kind="positive">
          {t('account.cards.deleted')}
        </Outcome>
      )}
      {cards.length === 0 ? (
        <p>{t('account.cards.none')}</p>
      ) : (
        <ul className="max-w-2xl divide-y divide-line border-y border-line">
          {cards.map((card) => (
            <li key={card.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-4">
              <div>
                <p className="font-medium">{cardTitle(t, card)}</p>
                <p className="text-sm text-muted">
                  {t.rich('account.cards.saved', {
                    date: date(card.savedAt),
                    time: (text) => <time dateTime={card.savedAt.toISOString()}>{text}</time>,
                  })}
                </p>
              </div>
              <ConfirmButton
                href={path(`/account/cards/${card.id}/delete`)}
                button={t('account.cards.delete')}
                label={t('account.cards.deleteOne', { card: cardTitle(t, card) })}
                title={t('account.cards.deletion.title')}
              >
                <DeleteConfirmation
                  t={t}
                  card={card}
                  keep={<CloseDialog>{t('account.cards.deletion.keep')}</CloseDialog>}
                />
              </ConfirmButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

export default withDatabase(CardsPage)
