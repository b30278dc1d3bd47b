import { currentUser } from '@/lib/accounts/session'
import { shopTime } from '@/lib/clock'
import { readClubSheet } from '@/lib/deliveries/data'
import { orUnavailable } from '@/lib/http/unavailable'

async function answer(_: Request, { params }: { params: Promise<{ product: string }> }): Promise<Response> {
  const user = await currentUser()
  const { product } = await params
  const sheet = user && (await readClubSheet(product, user.uid, await shopTime()))
  if (!sheet) {
    return new Response('Download not found. Sign in as a member and open it from your library.', {
      status: 404,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    })
  }
  return new Response(new Uint8Array(sheet.content), {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="${sheet.fileName}"`,
      'Cache-Control': 'private, no-store',
    },
  })
}

export const GET = orUnavailable(answer)
