import { currentUser } from '@/lib/accounts/session'
import { shopTime } from '@/lib/clock'
import { readClubSheet } from '@/lib/deliveries/data'
import { recordClubDownload } from '@/lib/deliveries/mutations'
import { clientAddress } from '@/lib/http/client-address'
import { answerFile } from '@/lib/http/file-answer'
import { senderLocale } from '@/lib/http/sender'
import { orUnavailable } from '@/lib/http/unavailable'
import { listMemberships } from '@/lib/subscriptions/data'

async function answer(
  request: Request,
  { params }: { params: Promise<{ product: string }> },
): Promise<Response> {
  const user = await currentUser()
  const { product } = await params
  const at = await shopTime()
  const sheet = user && (await readClubSheet(product, user.uid, at))
  if (!sheet) {
    return new Response(senderLocale(request).t('library.refused.club'), {
      status: 404,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    })
  }
  const membership = (await listMemberships(user.uid, at)).find(({ accessUntil }) => accessUntil !== null)
  if (request.method === 'GET' && membership) {
    await recordClubDownload(membership.orderId, {
      fileName: sheet.fileName,
      address: clientAddress(request.headers),
      userAgent: request.headers.get('user-agent'),
    })
  }
  return answerFile(request, sheet, { as: 'saved', cache: 'private, no-store' })
}

export const GET = orUnavailable(answer)
