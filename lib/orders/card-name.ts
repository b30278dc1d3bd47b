import type { Translate } from '@/lib/languages/locale'

/** A card as people name it: "Visa ending 4242". */
export function cardName(
  t: Translate,
  { brand, last4 }: { brand: string | null; last4: string | null },
): string | undefined {
  if (!last4) return undefined
  return brand ? t('orders.card', { brand, last4 }) : t('orders.unnamedCard', { last4 })
}
