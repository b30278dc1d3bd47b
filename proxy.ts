import { randomBytes } from 'node:crypto'
import { type NextRequest, NextResponse } from 'next/server'
import { env } from '@/lib/env'
import { paymentPagePolicy } from '@/lib/payments/payment-page'
import { inspectRequest } from '@/lib/security/card-guard'
import { sitePolicy, transportHeaders } from '@/lib/security/headers'

const refusals = {
  card_number:
    'This request holds what looks like a card number, so it was neither processed nor stored. Card numbers belong in the payment form alone.',
  too_large: 'This request is too large.',
}

/**
 * What holds for every page and handler: no card number comes in, and headers that depend on the environment go out. Who
 * may do what is checked where data is used, not here.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const settings = env()
  const verdict = await inspectRequest(request, settings.SHOP_URL)
  if (verdict !== 'clean') {
    const status = verdict === 'too_large' ? 413 : 400
    const headers = { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' }
    return new NextResponse(refusals[verdict], { status, headers })
  }

  const headers = new Headers(request.headers)
  let policy = sitePolicy(settings.SHOP_URL)
  if (/^\/checkout(\/|$)/.test(request.nextUrl.pathname)) {
    const nonce = randomBytes(16).toString('base64')
    policy = paymentPagePolicy(settings, nonce, process.env.NODE_ENV === 'development')
    // Next takes the nonce for its own scripts from the policy of the request.
    headers.set('Content-Security-Policy', policy)
  }
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('Content-Security-Policy', policy)
  for (const [name, value] of Object.entries(transportHeaders(settings.SHOP_URL)))
    response.headers.set(name, value)
  return response
}

// Pingbacks have rules of their own (a card-number-like value is masked there, never a reason to refuse).
export const config = { matcher: '/((?!api/pingback|_next/|artwork/).*)' }
