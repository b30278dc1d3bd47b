/** Minor units per major unit are a property of the currency (ISO 4217): JPY 0 decimals, KWD 3, most 2. */
export function currencyDigits(currency: string): number {
  return (
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2
  )
}

/** Minor units → the plain decimal that Paymentwall expects: (999, 'USD') → '9.99', (500, 'JPY') → '500'. */
export function toDecimal(amount: number, currency: string): string {
  const digits = currencyDigits(currency)
  const sign = amount < 0 ? '-' : ''
  const text = String(Math.abs(amount)).padStart(digits + 1, '0')
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** A plain decimal → minor units; undefined for anything else, or for more decimals than the currency has. */
export function fromDecimal(text: string, currency: string): number | undefined {
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text)
  if (!match) return undefined
  const digits = currencyDigits(currency)
  const fraction = (match[2] ?? '').replace(/(?<!0)0+$/, '')
  if (fraction.length > digits) return undefined
  return Number(match[1] + fraction.padEnd(digits, '0'))
}

/** Minor units → what a person reads: (999, 'USD') → '$9.99'. */
export function formatMoney(amount: number, currency: string, locale = 'en-GB'): string {
  // Intl accepts the decimal text as it is, so no float comes in between.
  const decimal = toDecimal(amount, currency) as Intl.StringNumericLiteral
  return new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).format(decimal)
}
