import { env } from '@/lib/env'
import { ownPath } from '@/lib/http/own-path'
import { readAddress } from '@/lib/languages/address'
import { type Language, languages } from '@/lib/languages/languages.mjs'
import { type Locale, localeOf } from '@/lib/languages/locale'

/** The page of the shop that a request was sent from, as every language has it, and its language; the home page where there is none. */
export function senderOf(request: Request): { page: string; language: Language } {
  const nowhere = { page: '/', language: languages[0].name }
  const referrer = request.headers.get('referer') ?? ''
  if (!URL.canParse(referrer)) return nowhere
  const { origin, pathname, search } = new URL(referrer)
  if (origin !== new URL(env().SHOP_URL).origin) return nowhere
  const { language, rest } = readAddress(pathname + search)
  // What the cart's address says of the last click is over.
  return { page: /^\/cart(?:$|\?)/.test(rest) ? '/cart' : ownPath(rest, '/'), language }
}

/** The locale of the page that a request was sent from, for what has no language in its own address. */
export function senderLocale(request: Request): Locale {
  return localeOf(senderOf(request).language)
}
