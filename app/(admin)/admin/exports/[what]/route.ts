import { notFound } from 'next/navigation'
import { actorOf, requireRole } from '@/lib/accounts/session'
import { recordAct } from '@/lib/audit'
import { shopTime } from '@/lib/clock'
import { openExport } from '@/lib/exports/data'
import { type ExportName, exportNames, exportSchemas } from '@/lib/exports/schema'
import { orUnavailable } from '@/lib/http/unavailable'
import { queryOf, readFilter } from '@/lib/list-filter'

export const dynamic = 'force-dynamic'

function isExport(name: string): name is ExportName {
  return exportNames.some((known) => known === name)
}

/** A list of the back office as a file, narrowed by the filters of its address, for operators alone. */
async function answer(
  request: Request,
  { params }: { params: Promise<{ what: string }> },
): Promise<Response> {
  const { what } = await params
  const operator = await requireRole('REVIEWER', `/admin/exports/${encodeURIComponent(what)}`)
  if (!isExport(what)) notFound()
  const query = queryOf(new URL(request.url).searchParams)
  const { filter, faults } = readFilter(exportSchemas[what], query)
  const isUnderstood = faults.length === 0
  await recordAct(await actorOf(operator), {
    act: `export.${what}`,
    subject: what,
    allowed: isUnderstood,
    sentence: isUnderstood
      ? `An export of ${what} began.`
      : `An export of ${what} was refused for its filters.`,
    after: query,
  })
  if (!isUnderstood) {
    return new Response(
      `Nothing was exported. ${faults.join(' ')} Correct the filters on the list, then export again.`,
      { status: 400, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' } },
    )
  }
  const at = await shopTime()
  const day = at.toISOString().slice(0, 10)
  return new Response(openExport(what, filter, operator, { at }), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${what}-${day}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
}

export const GET = orUnavailable(answer)
