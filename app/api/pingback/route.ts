import { emulatedArrival } from '@/lib/clock'
import { clientAddress } from '@/lib/http/client-address'
import { arrivalHeader, rawUrlHeader } from '@/lib/http/raw-request'
import { receivePingback } from '@/lib/pingbacks/receive'
import { probeHeader } from '@/lib/probe-orders/proof'

export const dynamic = 'force-dynamic'

export async function GET(request: Request): Promise<Response> {
  const url = request.headers.get(rawUrlHeader) ?? request.url
  const question = url.indexOf('?')
  const query = question < 0 ? '' : url.slice(question + 1)
  const { status, body, headers } = await receivePingback(
    query,
    clientAddress(request.headers),
    emulatedArrival(request.headers.get('date')),
    // Without the header, where the server is not ours, it arrives now.
    Number(request.headers.get(arrivalHeader)) || undefined,
    request.headers.get(probeHeader),
  )
  return new Response(body, {
    status,
    headers: { 'Content-Type': 'text/plain', 'Cache-Control': 'no-store', ...headers },
  })
}

function refuse(): Response {
  return new Response('NOK', { status: 405, headers: { 'Content-Type': 'text/plain', Allow: 'GET' } })
}

// Next would run GET for HEAD, and answer OPTIONS by itself.
export { refuse as HEAD, refuse as OPTIONS, refuse as POST, refuse as PUT, refuse as PATCH, refuse as DELETE }
