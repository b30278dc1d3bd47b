const codes =
  'AED ALL ARS AUD AZN BAM BDT BGN BHD BOB BRL CAD CHF CLP CNY COP CRC CZK DKK DOP DZD EGP ETB EUR GBP GEL GTQ HKD ' +
  'HNL HRK HUF IDR ILS INR IQD IRR JMD JOD JPY KES KRW KWD LBP LKR LYD MAD MDL MXN MYR NGN NIO NOK NZD OMR PAB PEN ' +
  'PHP PKR PLN PYG QAR RUB SAR SDG SEK SGD SYP THB TND TRY TWD UAH USD UYU VEF VND XAF XOF YER ZAR'

/** The currencies that the provider lists. */
export const currencies: ReadonlySet<string> = new Set(codes.split(' '))

/** A decimal amount as people write it, for example `$9.99`. */
export function formatMoney(amount: string, currency: string, locale = 'en-GB'): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount as `${number}`)
}
