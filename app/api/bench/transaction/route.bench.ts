import { handleInTransaction } from '@/bench/ordinary-transaction'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { rawUrlHeader } from '@/lib/http/raw-request'
import { verifyPingback } from '@/lib/pingbacks/verify'

export const dynamic = 'force-dynamic'

/** The same pingback, handled in an interactive transaction. */
export async function GET(request: Request): Promise<Response> {
  const url = request.headers.get(rawUrlHeader) ?? request.url
  const verified = verifyPingback(url.slice(url.indexOf('?') + 1), undefined, env())
  if (!verified.ok) return new Response('NOK', { status: 403 })
  const parameters = Object.fromEntries(verified.parameters)
  const { ref = '', type, goodsid = '', uid = '' } = parameters
  await handleInTransaction(db(), { ref, type: Number(type), goodsid, uid, parameters })
  return new Response('OK', { headers: { 'Content-Type': 'text/plain' } })
}
