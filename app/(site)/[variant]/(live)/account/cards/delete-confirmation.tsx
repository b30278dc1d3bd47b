import type { ReactNode } from 'react'
import { SubmitButton } from '@/app/_components/submit-button'
import type { Translate } from '@/lib/languages/locale'
import { removeCard } from '@/lib/saved-cards/actions'
import type { SavedCardView } from '@/lib/saved-cards/data'
import { cardTitle } from '@/lib/saved-cards/words'

/** What deleting a card means, with the buttons to do it or to keep the card. */
export function DeleteConfirmation({
  t,
  card,
  keep,
}: {
  t: Translate
  card: SavedCardView
  keep: ReactNode
}) {
  return (
    <form action={removeCard} className="space-y-5">
      <input type="hidden" name="card" value={card.id} />
      <p className="font-medium">{cardTitle(t, card)}</p>
      <p>{t('account.cards.deletion.lead')}</p>
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingText={t('account.cards.deletion.pending')}>
          {t('account.cards.deletion.submit')}
        </SubmitButton>
        {keep}
      </div>
    </form>
  )
}
