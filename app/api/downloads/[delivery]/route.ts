import { readDownload } from '@/lib/deliveries/data'
import { checkDownloadLink } from '@/lib/deliveries/download-link'
import { recordDownload } from '@/lib/deliveries/mutations'
import { clientAddress } from '@/lib/http/client-address'
import { answerFile } from '@/lib/http/file-answer'
import { senderLocale } from '@/lib/http/sender'
import { orUnavailable } from '@/lib/http/unavailable'
import { readersOf } from '@/lib/order-links/session'

function refuse(status: number, text: string): Response {
  return new Response(text, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  })
}

async function answer(
  request: Request,
  { params }: { params: Promise<{ delivery: string }> },
): Promise<Response> {
  const { delivery } = await params
  const { t } = senderLocale(request)
  const query = new URL(request.url).searchParams
  const link = checkDownloadLink(delivery, query.get('expires'), query.get('signature'))
  const readers = link === 'forged' ? [] : await readersOf({ delivery })
  if (readers.length === 0) return refuse(404, t('library.refused.missing'))
  if (link === 'expired') return refuse(410, t('library.refused.expired'))
  const download = await readDownload(delivery, readers)
  if (!download) return refuse(404, t('library.refused.withdrawn'))
  if (request.method === 'GET') {
    await recordDownload(delivery, {
      fileName: download.fileName,
      address: clientAddress(request.headers),
      userAgent: request.headers.get('user-agent'),
    })
  }
  return answerFile(request, download, { as: 'saved', cache: 'private, no-store' })
}

export const GET = orUnavailable(answer)
