import { notFound } from 'next/navigation'
import { actorOf, requireRole } from '@/lib/accounts/session'
import { recordAct } from '@/lib/audit'
import { orUnavailable } from '@/lib/http/unavailable'
import { readReportFile } from '@/lib/report/data'
import { fileKindOf, fileKinds } from '@/lib/report/files'

export const dynamic = 'force-dynamic'

/** A file of a go-live report, for operators alone. */
async function answer(
  _: Request,
  { params }: { params: Promise<{ report: string; file: string }> },
): Promise<Response> {
  const { report, file: word } = await params
  const operator = await requireRole('REVIEWER', '/admin/go-live')
  const kind = fileKindOf(word)
  const file = kind && /^\d{1,18}$/.test(report) ? await readReportFile(BigInt(report), kind) : null
  if (!kind || !file) notFound()
  await recordAct(await actorOf(operator), {
    act: 'go-live.download',
    subject: report,
    sentence: `${file.name} was downloaded.`,
  })
  return new Response(new Uint8Array(file.content), {
    headers: {
      'Content-Type': fileKinds[kind].contentType,
      'Content-Disposition': `attachment; filename="${file.name}"`,
      'Cache-Control': 'private, no-store',
    },
  })
}

export const GET = orUnavailable(answer)
