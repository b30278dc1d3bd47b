import { knownCurrency } from '@/lib/currencies.mjs'
import { env } from '@/lib/env'
import { rememberCurrency } from '@/lib/hints/currency'
import { ownPath } from '@/lib/http/own-path'

/** The page of the shop that a form was sent from. */
function senderOf(request: Request): string {
  const referrer = request.headers.get('referer') ?? ''
  if (!URL.canParse(referrer)) return '/'
  const { origin, pathname, search } = new URL(referrer)
  if (origin !== new URL(env().SHOP_URL).origin) return '/'
  // What the cart's address says of the last click is over.
  return pathname === '/cart' ? pathname : ownPath(pathname + search, '/')
}

/**
 * The choice of a currency (app/_components/currency-switch.tsx): remembers it, and leads back to the page it was made on. A form, not
 * an action: the browser loads a new document, and with it forgets the pages that it has fetched in the other currency.
 */
export async function POST(request: Request): Promise<Response> {
  const isForeign = (request.headers.get('sec-fetch-site') ?? 'same-origin') !== 'same-origin'
  const currency = knownCurrency(new URLSearchParams(await request.text()).get('currency'))
  if (currency && !isForeign) await rememberCurrency(currency)
  return new Response(null, {
    status: 303,
    headers: { Location: senderOf(request), 'Cache-Control': 'no-store' },
  })
}
