import { env } from '@/lib/env'
import type { Translate } from '@/lib/languages/locale'
import type { Money } from '@/lib/money'

/** What stands beside prices, all of which include the tax: 'incl. 20 % VAT'; undefined unless VAT_PERCENT is set. */
export function vatNote(t: Translate): string | undefined {
  const { VAT_PERCENT } = env()
  return VAT_PERCENT && t('shop.vat', { percent: Number(VAT_PERCENT) })
}

/** The same as a sentence, also when VAT_PERCENT is not set. The German note ends with the full stop of an abbreviation. */
export function vatSentence(t: Translate): string {
  const note = vatNote(t) ?? t('cart.tax')
  return `${note.charAt(0).toUpperCase()}${note.slice(1)}${note.endsWith('.') ? '' : '.'}`
}

/** The tax that a payment contains, for its receipt; undefined unless VAT_PERCENT is set. */
export function vatIn(paid: Money): { percent: number; vat: Money } | undefined {
  const { VAT_PERCENT } = env()
  if (!VAT_PERCENT) return undefined
  // In hundredths of a percent, which the variable has at most: integers up to here are exact.
  const rate = Math.round(Number(VAT_PERCENT) * 100)
  const amount = Math.round((paid.amount * rate) / (10_000 + rate))
  return { percent: rate / 100, vat: { amount, currency: paid.currency } }
}
