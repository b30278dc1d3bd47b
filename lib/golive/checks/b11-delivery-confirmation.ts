import type { Check, Context, Fact } from '@/lib/golive/check'
import { judgementOf } from '@/lib/golive/judgement'

interface Late {
  orderId: string
  at: Date
  isDelivered: boolean
}

/** Lines that were not delivered with their payment: they waited for a licence key, and may be waiting still. */
async function lateDeliveries({ database, since }: Context): Promise<Late[]> {
  return database.$queryRaw<Late[]>`
    SELECT order_id AS "orderId", since AS at, false AS "isDelivered" FROM key_waits WHERE since >= ${since}
    UNION ALL
    SELECT order_id, granted_at, true FROM (
      SELECT d.order_id, d.granted_at,
        (SELECT min(p.created_at) FROM payments p WHERE p.order_id = d.order_id AND p.ever_paid) AS paid_at
      FROM (SELECT * FROM deliveries WHERE granted_at >= ${since} ORDER BY id DESC LIMIT 500) d) found
    WHERE granted_at > paid_at + interval '1 minute'
      AND NOT EXISTS (SELECT FROM decisions x WHERE x.order_id = found.order_id)
    ORDER BY 2 DESC LIMIT 20`
}

/** B11: what is not delivered at once is confirmed. */
export const deliveryConfirmation: Check = {
  id: 'B11',
  version: 1,
  title: 'Delayed deliveries are confirmed',
  asked: 'The Delivery Confirmation API is used where the delivery is not instant.',
  sources: [{ document: 'technical review', number: 'Delivery' }],
  criterion: 'Everything was delivered with its payment.',
  rationale: 'Paymentwall answers a buyer’s complaint by what the merchant confirmed.',
  limits:
    'A delivery within a minute of its payment counts as instant. Goods that an operator granted by hand are not counted.',
  fix: 'Import licence keys before the pool runs out.',
  freshDays: 90,
  notUsed: async (context) =>
    (await lateDeliveries(context)).length === 0 ? 'Everything is delivered at once.' : undefined,
  judge: async (context) => {
    const facts = (await lateDeliveries(context)).map(
      ({ orderId, at, isDelivered }): Fact => ({
        kind: 'fault',
        what: `Order ${orderId}`,
        seen: isDelivered
          ? 'delivered later than paid, and not confirmed'
          : 'paid, waits for a licence key, and is not confirmed',
        at,
        subject: { kind: 'order', id: orderId },
      }),
    )
    return judgementOf(facts, { notYet: 'Nothing has been delivered later than paid.', proven: '' })
  },
}
