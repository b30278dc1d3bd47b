import type { ReactNode } from 'react'
import { SubmitButton } from '@/app/_components/submit-button'
import { cardTitle } from '@/lib/checkout/card-offer'
import { removeCard } from '@/lib/saved-cards/actions'
import type { SavedCardView } from '@/lib/saved-cards/data'

/** What deleting a card means, with the buttons to do it or to keep the card. */
export function DeleteConfirmation({ card, keep }: { card: SavedCardView; keep: ReactNode }) {
  return (
    <form action={removeCard} className="space-y-5">
      <input type="hidden" name="card" value={card.id} />
      <p className="font-medium">{cardTitle(card)}</p>
      <p>
        You will have to enter it again the next time you pay with it. You keep everything you have paid for,
        and a membership paid with this card continues until you cancel it.
      </p>
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingText="Deleting…">Delete card</SubmitButton>
        {keep}
      </div>
    </form>
  )
}
