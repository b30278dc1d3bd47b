import { knownCurrency } from '@/lib/currencies.mjs'
import { rememberCurrency } from '@/lib/hints/currency'
import { senderOf } from '@/lib/http/sender'
import { addressIn } from '@/lib/languages/languages.mjs'

/**
 * The choice of a currency (app/_components/currency-switch.tsx): remembers it, and leads back to the page it was made on. A form, not
 * an action: the browser loads a new document, and with it forgets the pages that it has fetched in the other currency.
 */
export async function POST(request: Request): Promise<Response> {
  const isForeign = (request.headers.get('sec-fetch-site') ?? 'same-origin') !== 'same-origin'
  const currency = knownCurrency(new URLSearchParams(await request.text()).get('currency'))
  if (currency && !isForeign) await rememberCurrency(currency)
  const { page, language } = senderOf(request)
  return new Response(null, {
    status: 303,
    headers: { Location: addressIn(language, page), 'Cache-Control': 'no-store' },
  })
}
