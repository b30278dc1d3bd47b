import { type NextRequest, NextResponse } from 'next/server'
import { env } from '@/lib/env'
import { isFormPost } from '@/lib/http/form-post'
import type { Catalog } from '@/lib/languages/catalog'
import { languageHeader, languageOf } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import { inspectRequest } from '@/lib/security/card-guard'
import { isPaymentPage, newPaymentPagePolicy } from '@/lib/security/payment-policy'
import { countToday } from '@/lib/tally/counts.mjs'

/**
 * What holds for every page and handler: no card number comes in, and nothing that no form sends; the payment pages get
 * their policy. Who may do what is checked where data is used, not here.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname } = request.nextUrl
  // Taken before the guard reads the body, which can be read once.
  const posted = request.method === 'POST' && !pathname.startsWith('/api/') ? request.clone() : undefined
  const verdict = await inspectRequest(request, env().SHOP_URL)
  if (verdict !== 'clean') {
    if (verdict === 'card_number' && isFromPaymentPage(request)) countToday('card number from a payment page')
    return refuse(request, verdict === 'too_large' ? 413 : 400, verdict)
  }
  if (posted && !(await isFormPost(posted))) {
    return refuse(request, 400, 'no_form')
  }

  if (!isPaymentPage(pathname)) return NextResponse.next()
  const policy = newPaymentPagePolicy()
  // Next takes the nonce for its own scripts from the policy of the request.
  const headers = new Headers(request.headers)
  headers.set('Content-Security-Policy', policy)
  return NextResponse.next({ request: { headers }, headers: { 'Content-Security-Policy': policy } })
}

/** A browser sent a payment page's form: what holds a card number there is an input that should have no name. */
function isFromPaymentPage({ method, headers, nextUrl }: NextRequest): boolean {
  return (
    method === 'POST' &&
    headers.get('sec-fetch-site') === 'same-origin' &&
    /^\/(?:checkout|api\/brick)\//.test(nextUrl.pathname)
  )
}

function refuse(request: NextRequest, status: number, why: keyof Catalog['refusals']): NextResponse {
  const { t } = localeOf(languageOf(request.headers.get(languageHeader)).name)
  const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' }
  return new NextResponse(t(`refusals.${why}`), { status, headers })
}

// Pingbacks have rules of their own (a card-number-like value is masked there, never a reason to refuse). To the two folders
// of files nothing can be sent (lib/http/entrance.ts). The one handler that takes files reads them as they come in: what
// stands here would have Next hold a copy of the body. A request that was looked through before Next, and has no body, costs
// nothing here: lib/security/plain-requests.ts has done all of this.
export const config = {
  matcher: [
    {
      source: '/((?!api/pingback/?$|_next/static/|artwork/|admin/products/[^/]+/files/?$).*)',
      missing: [{ type: 'header', key: 'x-plain-request' }],
    },
  ],
}
