import { db } from '@/lib/db'
import type { OrderId } from '@/lib/ids'
import { formatTime } from '@/lib/time'

/** What came of resolving an alert by hand. */
export interface AlertAct {
  ok: boolean
  sentence: string
  orderId?: OrderId
}

/**
 * Marks an open alert as resolved, where no act does it. It changes nothing else, and the same thing is not told again.
 *
 * @param by who says so
 */
export async function resolveOpenAlert(id: bigint, by: string): Promise<AlertAct> {
  const { count } = await db().alert.updateMany({
    where: { id, resolvedAt: null },
    data: { resolvedAt: new Date(), resolvedBy: by },
  })
  const alert = await db().alert.findUnique({ where: { id } })
  if (!alert) return { ok: false, sentence: `There is no alert ${id}.` }
  const about = alert.orderId === null ? {} : { orderId: alert.orderId }
  if (count > 0) return { ok: true, sentence: `Alert ${id} is resolved.`, ...about }
  const { resolvedAt, resolvedBy } = alert
  const when = resolvedAt ? ` on ${formatTime(resolvedAt)}` : ''
  return {
    ok: false,
    sentence: `Alert ${id} was already resolved${when}, by ${resolvedBy ?? 'someone'}. Nothing was done.`,
    ...about,
  }
}
