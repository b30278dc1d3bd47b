import { knownCurrency } from '@/lib/currencies.mjs'
import { currencyIn, rememberCurrency } from '@/lib/hints/currency'
import { senderOf } from '@/lib/http/sender'
import { addressIn } from '@/lib/languages/languages.mjs'
import { withoutPrices } from '@/lib/product-search/schema'

/**
 * The choice of a currency (app/_components/currency-switch.tsx): remembers it, and leads back to the page it was made on. A form, not
 * an action: the browser loads a new document, and with it forgets the pages that it has fetched in the other currency.
 */
export async function POST(request: Request): Promise<Response> {
  const isForeign = (request.headers.get('sec-fetch-site') ?? 'same-origin') !== 'same-origin'
  const currency = knownCurrency(new URLSearchParams(await request.text()).get('currency'))
  const { page: before, language } = senderOf(request)
  const shown = currencyIn(request.headers.get('cookie') ?? undefined, language)
  const page = currency && currency !== shown ? withoutPrices(before) : before
  if (currency && !isForeign) await rememberCurrency(currency)
  return new Response(null, {
    status: 303,
    headers: { Location: addressIn(language, page), 'Cache-Control': 'no-store' },
  })
}
