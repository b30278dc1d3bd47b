import { env } from '@/lib/env'
import type { Translate } from '@/lib/languages/locale'

/** What stands beside prices, all of which include the tax: 'incl. 20 % VAT'; undefined unless VAT_PERCENT is set. */
export function vatNote(t: Translate): string | undefined {
  const { VAT_PERCENT } = env()
  return VAT_PERCENT && t('shop.vat', { percent: Number(VAT_PERCENT) })
}
