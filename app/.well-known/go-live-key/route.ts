import { reportKey } from '@/lib/report/key'
import { publicPem } from '@/lib/signing-key'

export const dynamic = 'force-dynamic'

/** The public half of the key that signs this shop's go-live reports, as PEM. Without a key there is no such page. */
export function GET(): Response {
  const headers = { 'Cache-Control': 'no-store' }
  const key = reportKey()
  if (!key) return new Response(null, { status: 404, headers })
  return new Response(publicPem(key), {
    headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
  })
}
