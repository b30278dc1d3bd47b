import { notFound } from 'next/navigation'
import { actorOf, requireRole } from '@/lib/accounts/session'
import { recordAct } from '@/lib/audit'
import { shopTime } from '@/lib/clock'
import { openExport } from '@/lib/exports/data'
import { type ExportName, exportNames, exportSchemas, filtersOf } from '@/lib/exports/schema'
import { orUnavailable } from '@/lib/http/unavailable'

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
  const filters = filtersOf(new URL(request.url).searchParams)
  const filter = exportSchemas[what].safeParse(filters)
  await recordAct(await actorOf(operator), {
    act: `export.${what}`,
    subject: what,
    allowed: filter.success,
    sentence: filter.success
      ? `An export of ${what} began.`
      : `An export of ${what} was refused for its filters.`,
    after: filters,
  })
  if (!filter.success) {
    const faults = filter.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`.trim())
    return new Response(
      `These filters can't be exported: ${faults.join('; ')}. Take them away on the list, and export again.`,
      { status: 400, headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' } },
    )
  }
  const at = await shopTime()
  const day = at.toISOString().slice(0, 10)
  return new Response(openExport(what, filter.data, operator, { at }), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${what}-${day}.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
}

export const GET = orUnavailable(answer)
