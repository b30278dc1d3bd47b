import type { Translate } from '@/lib/languages/locale'
import type { SavedCardView } from '@/lib/saved-cards/data'

/** A saved card in one line: "Visa •••• 4242, expires 12/31". */
export function cardTitle(t: Translate, card: Omit<SavedCardView, 'id' | 'savedAt'>): string {
  return t('account.cards.card', {
    brand: card.brand || t('account.cards.anyBrand'),
    last4: card.last4,
    month: card.expMonth,
    year: card.expYear.slice(-2),
  })
}
