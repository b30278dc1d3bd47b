import { cookies, headers } from 'next/headers'
import { type Currency, defaultCurrency, knownCurrency } from '@/lib/currencies.mjs'
import { ownCookie } from '@/lib/http/own-cookie'

const rememberedSeconds = 365 * 86_400

const cookie = () => ownCookie('currency')

/** The currency that a request's cookies name; the first of the shop where they name none that it has. */
export function currencyIn(text: string | undefined): Currency {
  const { name } = cookie()
  if (!text?.includes(name)) return defaultCurrency
  const values = text.split(';').flatMap((pair) => {
    const [key = '', value] = pair.trim().split('=', 2)
    return key === name ? [value] : []
  })
  return knownCurrency(values[0]) ?? defaultCurrency
}

/** What a browser sends whose reader has chosen a currency. */
export const currencyCookie = (currency: Currency) => `${cookie().name}=${currency}`

/** The currency that the sender of this request has chosen. For what is drawn for each request, and for actions. */
export async function chosenCurrency(): Promise<Currency> {
  return currencyIn((await headers()).get('cookie') ?? undefined)
}

/** Remembers in this browser what its reader has chosen. For route handlers. */
export async function rememberCurrency(currency: Currency): Promise<void> {
  const { name, options } = cookie()
  ;(await cookies()).set(name, currency, { ...options, maxAge: rememberedSeconds })
}
