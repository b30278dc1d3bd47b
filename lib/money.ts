import { keptFormats } from '@/lib/kept-formats'

/** An amount in minor units of its currency (ISO 4217). A row that has both is money. */
export interface Money {
  readonly amount: number
  readonly currency: string
}

/** The largest amount that the database takes (int4), in minor units. */
export const mostUnits = 2_147_483_647

const digitsOf = keptFormats(
  (currency) =>
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2,
)

/** Minor units per major unit are a property of the currency (ISO 4217): JPY 0 decimals, KWD 3, most 2. */
export function currencyDigits(currency: string): number {
  return digitsOf(currency)
}

/** Money → the plain decimal that Paymentwall expects: 999 of USD → '9.99', 500 of JPY → '500'. */
export function toDecimal({ amount, currency }: Money): string {
  const digits = currencyDigits(currency)
  const sign = amount < 0 ? '-' : ''
  const text = String(Math.abs(amount)).padStart(digits + 1, '0')
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** A plain decimal → money; undefined for anything else, or for more decimals than the currency has. */
export function fromDecimal(text: string, currency: string): Money | undefined {
  const match = /^(\d{1,15})(?:\.(\d+))?$/.exec(text)
  if (!match) return undefined
  const digits = currencyDigits(currency)
  const fraction = (match[2] ?? '').replace(/(?<!0)0+$/, '')
  if (fraction.length > digits) return undefined
  const amount = Number(match[1] + fraction.padEnd(digits, '0'))
  return Number.isSafeInteger(amount) ? { amount, currency } : undefined
}

/**
 * An amount that a person has typed → money; undefined for anything else, or for more decimals than the currency has. Zeros count,
 * too: "1.000" of yen may well mean a thousand.
 */
export function fromTyped(text: string, currency: string): Money | undefined {
  const decimals = text.split('.')[1]?.length ?? 0
  return decimals > currencyDigits(currency) ? undefined : fromDecimal(text, currency)
}

/**
 * A column in major units, as pingbacks write it (`payments.price`, `payments.refunded`), → money; undefined when it is
 * empty, or has more decimals than the currency.
 */
export function fromColumn(
  decimal: { toFixed(): string } | null | undefined,
  currency: string,
): Money | undefined {
  return decimal ? fromDecimal(decimal.toFixed(), currency) : undefined
}

const priceFormat = keptFormats((key) => {
  const [locale = '', currency = ''] = key.split(' ')
  return new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol' })
})

/** Money → what a person reads: 999 of USD → '$9.99'. */
export function formatMoney(money: Money, locale = 'en-GB'): string {
  // Intl accepts the decimal text as it is, so no float comes in between.
  const decimal = toDecimal(money) as Intl.StringNumericLiteral
  return priceFormat(`${locale} ${money.currency}`).format(decimal)
}
