import type { Check, Context, Fact } from '@/lib/golive/check'
import { judgementOf } from '@/lib/golive/judgement'

interface Late {
  orderId: string
  at: Date
}

/** Lines that were not delivered with their payment, because they waited for a licence key, and that nobody was told of. */
async function untold({ database, since }: Context): Promise<Late[]> {
  return database.$queryRaw<Late[]>`
    SELECT found.order_id AS "orderId", found.at FROM (
      SELECT order_id, since AS at FROM key_waits WHERE since >= ${since}
      UNION ALL
      SELECT d.order_id, d.granted_at FROM (
        SELECT * FROM deliveries WHERE granted_at >= ${since} ORDER BY granted_at DESC LIMIT 500) d
      WHERE d.granted_at > interval '1 minute' + (
          SELECT min(p.created_at) FROM payments p WHERE p.order_id = d.order_id AND p.ever_paid)
        AND NOT EXISTS (SELECT FROM decisions x WHERE x.order_id = d.order_id)) found
    WHERE NOT EXISTS (
      SELECT FROM payments p JOIN delivery_confirmations c ON c.ref = p.ref
      WHERE p.order_id = found.order_id AND c.status IN ('delayed', 'delivered') AND c.accepted_at IS NOT NULL)
    ORDER BY 2 DESC LIMIT 20`
}

interface Told {
  ref: string
  orderId: string
  at: Date
  accepted: string[]
  refused: string[]
}

/** What Paymentwall was told of the newest payments. */
async function told({ database, since }: Context): Promise<Told[]> {
  return database.$queryRaw<Told[]>`
    SELECT p.ref, p.order_id AS "orderId", max(coalesce(c.accepted_at, c.first_at)) AS at,
      coalesce(array_agg(c.status::text ORDER BY c.id) FILTER (WHERE c.accepted_at IS NOT NULL), '{}') AS accepted,
      coalesce(array_agg(c.status::text ORDER BY c.id) FILTER (WHERE c.refused_at IS NOT NULL), '{}') AS refused
    FROM (SELECT * FROM delivery_confirmations WHERE first_at >= ${since} ORDER BY id DESC LIMIT 400) c
    JOIN payments p ON p.ref = c.ref GROUP BY p.ref, p.order_id ORDER BY 3 DESC LIMIT 20`
}

/** How soon a job has told Paymentwall of what it has to, in milliseconds. */
const patience = 3_600_000

const whole = 'order and delivery'
const isWhole = ({ accepted }: Pick<Told, 'accepted'>) =>
  accepted.includes('order_placed') && accepted.includes('delivered')

/** B11: Paymentwall is told what was delivered. */
export const deliveryConfirmation: Check = {
  id: 'B11',
  version: 2,
  title: 'Deliveries are confirmed',
  asked: 'The Delivery Confirmation API is used where the delivery is not instant.',
  sources: [{ document: 'technical review', number: 'Delivery' }],
  criterion:
    'For at least one payment, Paymentwall accepted both order_placed and delivered. It refused no call, and no late delivery was left unreported.',
  rationale: 'Paymentwall uses these confirmations when a buyer complains.',
  limits:
    'A delivery within a minute of its payment counts as instant. Goods that an operator granted manually are not counted. Only the newest 20 payments are checked.',
  fix: 'Set DELIVERY_CONFIRMATION, run the worker and pay for an order. Or press “Prove it now”. The order’s timeline shows each call.',
  freshDays: 90,
  parts: [whole],
  notUsed: async (context) =>
    context.env.DELIVERY_CONFIRMATION === 'off' && (await untold(context)).length === 0
      ? 'Every delivery is instant, and DELIVERY_CONFIRMATION is off.'
      : undefined,
  judge: async (context) => {
    const confirmations = (await told(context)).filter(
      ({ accepted, refused }) => accepted.length + refused.length > 0,
    )
    const late = await untold(context)
    const facts = [
      ...confirmations.map(
        ({ ref, orderId, at, accepted, refused }): Fact => ({
          kind: refused.length > 0 ? 'fault' : 'proof',
          what: `Delivery Confirmation calls about payment ${ref}`,
          seen:
            refused.length > 0
              ? `refused by Paymentwall: ${refused.join(', ')}`
              : `accepted: ${accepted.join(', ')}`,
          at,
          subject: { kind: 'order', id: orderId },
          part: isWhole({ accepted }) ? whole : undefined,
        }),
      ),
      ...late
        .filter(({ at }) => at.getTime() < context.now.getTime() - patience)
        .map(
          ({ orderId, at }): Fact => ({
            kind: 'fault',
            what: `Order ${orderId}`,
            seen: 'not delivered at once, and not reported to Paymentwall',
            at,
            subject: { kind: 'order', id: orderId },
          }),
        ),
    ]
    const judgement = judgementOf(facts, {
      notYet: '',
      proven: 'Paymentwall accepted reports of orders and their delivery.',
    })
    if (judgement.state === 'failed' || confirmations.some(isWhole)) return judgement
    return { ...judgement, state: 'not_yet', sentence: 'No delivery has been reported to Paymentwall yet.' }
  },
}
