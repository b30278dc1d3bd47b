import { env } from '@/lib/env'

/** What stands beside prices, all of which include the tax: 'incl. 20 % VAT'; undefined unless VAT_PERCENT is set. */
export function vatNote(): string | undefined {
  const { VAT_PERCENT } = env()
  return VAT_PERCENT && `incl. ${VAT_PERCENT}\u00a0% VAT`
}
