import { db } from '@/lib/db'
import { env } from '@/lib/env'
import type { OrderId } from '@/lib/ids'
import { signaturesEqual } from '@/lib/paymentwall/signature'
import { probeProof } from '@/lib/probe-orders/proof'

type Marking = { ok: true } | { ok: false; status: 403 | 409; why: string }

/**
 * Marks an order as the go-live probe's, so that it counts nowhere. It takes the project's secret key to ask for it, an order
 * that nothing has happened to, and a shop that is not live: nobody can hide a sale by it. Orders that would take keys from a
 * pool, or begin a membership, are never marked.
 */
export async function markProbeOrder(orderId: OrderId, proof: string): Promise<Marking> {
  const { PAYMENTWALL_MODE, PAYMENTWALL_SECRET_KEY } = env()
  if (PAYMENTWALL_MODE === 'live')
    return { ok: false, status: 409, why: 'a live shop marks no order as a probe’s' }
  if (!signaturesEqual(proof, probeProof('order', orderId, PAYMENTWALL_SECRET_KEY))) {
    return { ok: false, status: 403, why: 'the proof is not valid: the secret key is another project’s' }
  }
  const marked = await db().$executeRaw`
    UPDATE orders o SET is_probe = TRUE
    WHERE o.id = ${orderId}
      AND NOT EXISTS (SELECT FROM payments p WHERE p.order_id = o.id)
      AND NOT EXISTS (SELECT FROM pingbacks p WHERE p.order_id = o.id)
      AND NOT EXISTS (SELECT FROM charge_attempts c WHERE c.order_id = o.id)
      AND NOT EXISTS (
        SELECT FROM order_lines l JOIN products p ON p.id = l.product_id
        WHERE l.order_id = o.id AND (p.keys_from_pool OR l.kind = 'MEMBERSHIP'))`
  if (marked === 1) return { ok: true }
  return { ok: false, status: 409, why: 'there is no such order, it is not new, or it takes from a pool' }
}
