import { belongsTo } from '@/lib/buyer-parts'
import { db } from '@/lib/db'
import type { OrderId, Uid } from '@/lib/ids'
import { fromColumn, type Money } from '@/lib/money'

/** What a buyer needs for their books of one payment. */
export interface Receipt {
  ref: string
  paidAt: Date
  paid: Money
  /** What went back, if anything did. */
  refunded: Money | undefined
  /** Undefined where the shop does not know the card, or it was none. */
  card: { brand: string | null; last4: string | null } | undefined
}

/** An order with the receipts of its payments; null when it isn't this buyer's or doesn't exist. */
export async function findReceipts(orderId: OrderId, uid: Uid) {
  const order = await db().order.findFirst({
    where: { id: orderId, user: belongsTo(uid) },
    select: {
      id: true,
      user: { select: { name: true, email: true } },
      amount: true,
      currency: true,
      lines: { select: { id: true, name: true, amount: true }, orderBy: { position: 'asc' } },
      payments: { where: { everPaid: true }, orderBy: { createdAt: 'asc' } },
      charges: { where: { last4: { not: null } }, orderBy: { createdAt: 'desc' }, take: 1 },
    },
  })
  if (!order) return null
  const { payments, charges, amount, currency } = order
  const [card] = charges
  const receipts = payments.map((payment): Receipt => {
    const paid = fromColumn(payment.price, currency) ?? { amount, currency }
    const partly = fromColumn(payment.refunded, currency)
    return {
      ref: payment.ref,
      paidAt: payment.paidAt ?? payment.createdAt,
      paid,
      refunded: payment.state === 'REVERSED' ? paid : partly && partly.amount > 0 ? partly : undefined,
      card,
    }
  })
  return { ...order, receipts }
}
