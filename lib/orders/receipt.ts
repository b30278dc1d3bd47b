import { fromColumn, type Money } from '@/lib/money'
import { cardName } from '@/lib/orders/card-name'
import type { OrderWithFacts } from '@/lib/orders/data'

/** What a buyer needs for their books of one payment. */
export interface Receipt {
  ref: string
  paidAt: Date
  paid: Money
  /** What went back, if anything did. */
  refunded: Money | undefined
  method: string
}

/** The receipts of an order: one for each payment that was ever made, oldest first. */
export function receiptsOf({ payments, charges, currency, amount }: OrderWithFacts): Receipt[] {
  const card = charges.map(cardName).findLast((name) => name !== undefined)
  return payments
    .filter(({ everPaid }) => everPaid)
    .map((payment) => {
      const paid = fromColumn(payment.price, currency) ?? { amount, currency }
      const partly = fromColumn(payment.refunded, currency)
      return {
        ref: payment.ref,
        paidAt: payment.paidAt ?? payment.createdAt,
        paid,
        refunded: payment.state === 'REVERSED' ? paid : partly && partly.amount > 0 ? partly : undefined,
        method: card ?? 'Paymentwall',
      }
    })
}
