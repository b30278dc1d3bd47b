import { db } from '@/lib/db'
import { type Alert, Prisma } from '@/lib/generated/prisma/client'
import type { AlertKind } from '@/lib/generated/prisma/enums'
import type { AlertFilter } from '@/lib/open-alerts/schema'
import { beyond } from '@/lib/operators/data'
import { type Reader, seesAll, visibleOrders, visibleOrdersSql } from '@/lib/operators/scope'
import { type Page, type PageRequest, readRows } from '@/lib/paging'

/** Of a kind so many alerts are counted, and so many shown on the first page. */
const counted = 1000
const shownOfKind = 3

/** The open alerts of a kind. */
export interface AlertGroup {
  kind: AlertKind
  /** The newest ones. */
  newest: Alert[]
  /** How many there are; of 1,000 there may be more. */
  count: number
  isMore: boolean
}

/** The alerts that an operator may see: in a live shop a reviewer sees those of orders that they may see. */
function visibleAlerts(operator: Reader): Prisma.AlertWhereInput {
  return seesAll(operator) ? {} : { order: { is: visibleOrders(operator) } }
}

/** The same in SQL, for the alerts `a`. */
function visibleAlertsSql(operator: Reader): Prisma.Sql {
  if (seesAll(operator)) return Prisma.sql`TRUE`
  return Prisma.sql`EXISTS (SELECT FROM orders o WHERE o.id = a.order_id AND ${visibleOrdersSql(operator)})`
}

/** What needs somebody now: the open alerts by kind, the kind that told of something last first. */
export async function listAlertGroups(operator: Reader): Promise<AlertGroup[]> {
  const open = Prisma.sql`a.kind = k.kind AND a.resolved_at IS NULL AND ${visibleAlertsSql(operator)}`
  const found = await db().$queryRaw<{ kind: AlertKind; ids: bigint[]; count: number }[]>`
    SELECT k.kind::text, newest.ids, counted.count
    FROM unnest(enum_range(NULL::"AlertKind")) AS k(kind)
    CROSS JOIN LATERAL (
      SELECT array_agg(id ORDER BY id DESC) AS ids FROM (
        SELECT a.id FROM alerts a WHERE ${open} ORDER BY a.id DESC LIMIT ${shownOfKind}) AS some_alerts
    ) AS newest
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS count FROM (SELECT FROM alerts a WHERE ${open} LIMIT ${counted}) AS all_alerts
    ) AS counted
    WHERE counted.count > 0
    ORDER BY newest.ids[1] DESC`
  const ids = found.flatMap(({ ids }) => ids)
  const alerts = await db().alert.findMany({ where: { id: { in: ids } }, orderBy: { id: 'desc' } })
  return found.map(({ kind, count }) => ({
    kind,
    newest: alerts.filter((alert) => alert.kind === kind),
    count,
    isMore: count === counted,
  }))
}

/** A page of the open alerts, newest first. */
export function listOpenAlerts(
  { kind }: AlertFilter,
  operator: Reader,
  request: PageRequest,
): Promise<Page<Alert>> {
  const where = { resolvedAt: null, kind, ...visibleAlerts(operator) }
  return readRows(
    request,
    ({ id }) => String(id),
    (order, take) =>
      db().alert.findMany({ where: { AND: [where, beyond(request)] }, orderBy: { id: order }, take }),
  )
}

/** An alert, open or not, that an operator may see. */
export function findAlert(id: bigint, operator: Reader): Promise<Alert | null> {
  return db().alert.findFirst({ where: { id, ...visibleAlerts(operator) } })
}
