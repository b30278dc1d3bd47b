import { env } from '@/lib/env'
import { rawUrlHeader } from '@/lib/http/raw-request'
import { verifyPingback } from '@/lib/pingbacks/verify'

export const dynamic = 'force-dynamic'

/** The floor: a handler that only checks the signature. */
export function GET(request: Request): Response {
  const url = request.headers.get(rawUrlHeader) ?? request.url
  const { ok } = verifyPingback(url.slice(url.indexOf('?') + 1), undefined, env())
  return new Response(ok ? 'OK' : 'NOK', {
    status: ok ? 200 : 403,
    headers: { 'Content-Type': 'text/plain' },
  })
}
