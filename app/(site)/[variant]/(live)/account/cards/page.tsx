import type { Metadata } from 'next'
import { Outcome } from '@/app/_components/outcome'
import { PageHeading } from '@/app/_components/page-heading'
import { withDatabase } from '@/app/_components/with-database'
import { DeleteConfirmation } from '@/app/(site)/[variant]/(live)/account/cards/delete-confirmation'
import { CloseDialog, ConfirmButton } from '@/app/(site)/[variant]/(live)/account/confirm-button'
import { requireUser } from '@/lib/accounts/session'
import { cardTitle } from '@/lib/checkout/card-offer'
import { english } from '@/lib/languages/locale'
import { listCards } from '@/lib/saved-cards/data'

export const metadata: Metadata = { title: 'Your cards', robots: { index: false } }

async function CardsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const user = await requireUser('/account/cards')
  const cards = await listCards(user.uid)
  const { deleted } = await searchParams
  return (
    <div className="space-y-8">
      <PageHeading
        title="Your cards"
        lead="Cards you asked us to save. Paymentwall stores their numbers; we keep only the last four digits."
      />
      {deleted !== undefined && (
        <Outcome key={String(deleted)} kind="positive">
          The card has been deleted.
        </Outcome>
      )}
      {cards.length === 0 ? (
        <p>You have no saved cards. To save one, tick “Save this card” when you pay.</p>
      ) : (
        <ul className="max-w-2xl divide-y divide-line border-y border-line">
          {cards.map((card) => (
            <li key={card.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-4">
              <div>
                <p className="font-medium">{cardTitle(card)}</p>
                <p className="text-sm text-muted">
                  Saved on <time dateTime={card.savedAt.toISOString()}>{english.date(card.savedAt)}</time>
                </p>
              </div>
              <ConfirmButton
                href={`/account/cards/${card.id}/delete`}
                button="Delete"
                label={`Delete ${cardTitle(card)}`}
                title="Delete this card?"
              >
                <DeleteConfirmation card={card} keep={<CloseDialog>Keep card</CloseDialog>} />
              </ConfirmButton>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

export default withDatabase(CardsPage)
