import type { Context, Fact, Judgement } from '@/lib/golive/check'
import { judgementOf } from '@/lib/golive/judgement'

interface RepeatedRow {
  id: bigint
  ref: string
  type: number
  receivedAt: Date
  deliveries: bigint
  lines: bigint
  entries: bigint
}

/** Whether a pingback that came again delivered nothing again. */
export async function repeatedDeliverOnce({ database, since }: Context): Promise<Judgement> {
  const repeated = await database.$queryRaw<RepeatedRow[]>`
    SELECT a.id, p.ref, p.type, a.received_at AS "receivedAt",
      (SELECT count(*) FROM deliveries d WHERE d.order_id = p.order_id) AS deliveries,
      (SELECT count(*) FROM order_lines l WHERE l.order_id = p.order_id) AS lines,
      (SELECT count(*) FROM pingbacks e WHERE e.ref = p.ref AND e.type = p.type AND e.part = p.part) AS entries
    FROM pingback_attempts a JOIN pingbacks p ON p.id = a.pingback_id
    WHERE a.verdict = 'duplicate' AND a.received_at >= ${since} AND p.order_id IS NOT NULL
    ORDER BY a.id DESC LIMIT 20`
  const facts = repeated.map(
    ({ id, ref, type, receivedAt, deliveries, lines, entries }): Fact => ({
      kind: deliveries > lines || entries > 1n ? 'fault' : 'proof',
      what: `Pingback of type ${type} for payment ${ref}, sent again`,
      seen: `answered OK; ${deliveries} deliveries for ${lines} lines of the order`,
      at: receivedAt,
      subject: { kind: 'arrival', id: String(id) },
      part: 'repeated',
    }),
  )
  const passed = facts.filter(({ kind }) => kind === 'proof').length
  return judgementOf(
    facts,
    {
      notYet: 'No pingback has arrived twice yet.',
      proven: 'Every repeated pingback was answered OK and delivered nothing again.',
    },
    { passed, of: facts.length },
  )
}

export interface PaidOrder {
  id: string
  ref: string
  at: Date
  state: string
  isTest: boolean
  byCard: boolean
  isPaid: boolean
  lines: bigint
  held: bigint
  waiting: bigint
  decided: boolean
  isTracked: boolean
}

/** The newest payments of orders, and what stands of their goods. */
export function paidOrders({ database, since }: Context): Promise<PaidOrder[]> {
  return database.$queryRaw<PaidOrder[]>`
    SELECT p.order_id AS id, p.ref, p.created_at AS at, p.state::text, p.is_test AS "isTest",
      EXISTS (SELECT FROM charge_attempts c WHERE c.order_id = p.order_id) AS "byCard",
      EXISTS (SELECT FROM payments o WHERE o.order_id = p.order_id AND o.state = 'PAID') AS "isPaid",
      (SELECT count(*) FROM order_lines l WHERE l.order_id = p.order_id) AS lines,
      (SELECT count(*) FROM deliveries d WHERE d.order_id = p.order_id AND d.withdrawn_at IS NULL) AS held,
      (SELECT count(*) FROM key_waits w WHERE w.order_id = p.order_id) AS waiting,
      EXISTS (SELECT FROM decisions d WHERE d.order_id = p.order_id) AS decided,
      EXISTS (SELECT FROM pingbacks g WHERE g.ref = p.ref) AS "isTracked"
    FROM payments p
    WHERE p.order_id IS NOT NULL AND p.created_at >= ${since} AND p.state IN ('PAID', 'VOIDED', 'DECLINED', 'REVERSED')
    ORDER BY p.created_at DESC LIMIT 200`
}

/** Whether an order's goods are not as its payments say. What an operator decided is as it should be. */
function goodsFault({ isPaid, lines, held, waiting, decided, isTracked }: PaidOrder): string | undefined {
  if (!isTracked) return 'it has no pingback in the ledger'
  if (decided) return undefined
  if (isPaid && held + waiting < lines) return `paid, but only ${held} of ${lines} lines are delivered`
  if (!isPaid && held > 0n) return `no longer paid, but ${held} of ${lines} lines are still delivered`
  return undefined
}

/** A payment and what became of the goods. */
export function goodsFact(order: PaidOrder): Fact {
  const fault = goodsFault(order)
  return {
    kind: fault ? 'fault' : 'proof',
    what: `Payment ${order.ref}, ${order.state.toLowerCase()}`,
    seen:
      fault ??
      (order.isPaid
        ? 'in the ledger, and its goods are delivered'
        : order.state === 'REVERSED'
          ? 'in the ledger, and its goods are withdrawn'
          : 'in the ledger, and nothing is delivered for it'),
    at: order.at,
    subject: { kind: 'order', id: order.id },
    part: order.isPaid ? 'delivered' : order.state === 'REVERSED' ? 'withdrawn' : undefined,
  }
}

/** What `goodsFollowPayments` asks to be shown. */
export const goodsParts = ['delivered', 'withdrawn']

/** Whether every payment is in the ledger, its goods delivered while it is paid, and withdrawn after it was taken back. */
export async function goodsFollowPayments(context: Context): Promise<Judgement> {
  const orders = await paidOrders(context)
  const facts = orders.map(goodsFact)
  const judgement = judgementOf(
    facts,
    { notYet: '', proven: 'Every payment is in the ledger, and the goods match the payments.' },
    { passed: facts.filter(({ kind }) => kind === 'proof').length, of: facts.length },
  )
  if (judgement.state === 'failed') return judgement
  if (!orders.some(({ isPaid }) => isPaid)) {
    return { ...judgement, state: 'not_yet', sentence: 'No order has been paid and delivered yet.' }
  }
  if (!orders.some(({ isPaid, state }) => !isPaid && state === 'REVERSED')) {
    return {
      ...judgement,
      state: 'not_yet',
      sentence: 'No payment has been refunded yet, so no goods were withdrawn.',
    }
  }
  return judgement
}
