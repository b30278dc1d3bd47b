import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ButtonLink } from '@/app/_components/button'
import { PageHeading } from '@/app/_components/page-heading'
import { DeleteConfirmation } from '@/app/(site)/[variant]/(live)/account/cards/delete-confirmation'
import { requireUser } from '@/lib/accounts/session'
import { listCards } from '@/lib/saved-cards/data'

export const metadata: Metadata = { title: 'Delete card', robots: { index: false } }

export default async function DeleteCardPage({ params }: { params: Promise<{ card: string }> }) {
  const { card: cardId } = await params
  const user = await requireUser(`/account/cards/${cardId}/delete`)
  const card = (await listCards(user.uid)).find(({ id }) => id === cardId)
  if (!card) notFound()
  return (
    <div className="max-w-2xl space-y-6">
      <PageHeading title="Delete this card?" />
      <DeleteConfirmation
        card={card}
        keep={
          <ButtonLink href="/account/cards" variant="secondary">
            Keep card
          </ButtonLink>
        }
      />
    </div>
  )
}
