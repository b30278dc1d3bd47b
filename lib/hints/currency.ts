import { cookies, headers } from 'next/headers'
import { type Currency, defaultCurrency, knownCurrency } from '@/lib/currencies.mjs'
import { ownCookie } from '@/lib/http/own-cookie'
import { type Language, languageHeader, languageOf } from '@/lib/languages/languages.mjs'

const rememberedSeconds = 365 * 86_400

const cookie = () => ownCookie('currency')

/** The currency that a request's cookies name; that of its language where they name none that the shop has. */
export function currencyIn(text: string | undefined, language?: Language): Currency {
  const { name } = cookie()
  const otherwise = knownCurrency(languageOf(language).currency) ?? defaultCurrency
  if (!text?.includes(name)) return otherwise
  const values = text.split(';').flatMap((pair) => {
    const [key = '', value] = pair.trim().split('=', 2)
    return key === name ? [value] : []
  })
  return knownCurrency(values[0]) ?? otherwise
}

/** What a browser sends whose reader has chosen a currency. */
export const currencyCookie = (currency: Currency) => `${cookie().name}=${currency}`

/** The currency that the sender of this request has chosen. For what is drawn for each request, and for actions. */
export async function chosenCurrency(): Promise<Currency> {
  const given = await headers()
  return currencyIn(given.get('cookie') ?? undefined, languageOf(given.get(languageHeader)).name)
}

/** Remembers in this browser what its reader has chosen. For route handlers. */
export async function rememberCurrency(currency: Currency): Promise<void> {
  const { name, options } = cookie()
  ;(await cookies()).set(name, currency, { ...options, maxAge: rememberedSeconds })
}
