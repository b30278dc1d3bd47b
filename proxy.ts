import { type NextRequest, NextResponse } from 'next/server'
import { env } from '@/lib/env'
import { sitePolicy, transportHeaders } from '@/lib/security/headers'

/** Headers that depend on the environment, and so can't stand in next.config.js. */
export function proxy(request: NextRequest) {
  const response = NextResponse.next()
  const shopUrl = env().SHOP_URL
  for (const [name, value] of Object.entries(transportHeaders(shopUrl))) response.headers.set(name, value)
  if (!request.nextUrl.pathname.startsWith('/checkout/')) {
    response.headers.set('Content-Security-Policy', sitePolicy(shopUrl))
  }
  return response
}

export const config = { matcher: '/((?!api/|_next/|artwork/).*)' }
