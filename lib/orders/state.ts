import type { ChargeState, PaymentState } from '@/lib/generated/prisma/enums'

export type OrderState =
  | 'pending'
  | 'checking'
  | 'at_bank'
  | 'handing_over'
  | 'authorised'
  | 'under_review'
  | 'paid'
  | 'refunded'
  | 'charged_back'
  | 'failed'

/** What an order's state is derived from. */
export interface OrderFacts {
  payments: readonly { state: PaymentState; reversalReason: number | null; createdAt: Date }[]
  charges: readonly { state: ChargeState; createdAt: Date }[]
}

/** Pingback reasons that mean a chargeback; every other reversal is a refund (pingback.md §5). */
const chargebackReasons = new Set([1, 2, 3])

/**
 * An order's state, derived from its payments and card charges and stored nowhere. Payments decide; a charge colours only
 * the time until a payment is recorded that answers it. A payment recorded before the charge began belongs to an earlier
 * try, so a second card after a declined review is waited for like the first.
 */
export function orderState({ payments, charges }: OrderFacts): OrderState {
  const inState = (state: PaymentState) => payments.filter((payment) => payment.state === state)
  if (inState('PAID').length > 0) return 'paid'
  if (inState('REVIEW').length > 0) return 'under_review'
  const reversed = inState('REVERSED')
  if (reversed.length > 0) {
    return reversed.some(({ reversalReason }) => chargebackReasons.has(reversalReason ?? 0))
      ? 'charged_back'
      : 'refunded'
  }
  const answers = payments.filter((payment) => payment.state !== 'NONE')
  const waiting = (state: ChargeState) =>
    charges.some(
      (charge) => charge.state === state && !answers.some((payment) => payment.createdAt > charge.createdAt),
    )
  if (charges.some(({ state }) => state === 'ACTIVE')) return 'checking'
  if (charges.some(({ state }) => state === 'SECURE')) return 'at_bank'
  if (waiting('UNKNOWN')) return 'checking'
  if (waiting('SUCCEEDED')) return 'handing_over'
  if (waiting('AUTHORISED')) return 'authorised'
  if (waiting('REVIEW')) return 'under_review'
  return answers.length === 0 ? 'pending' : 'failed'
}

/** Whether a buyer may pay the order now: nothing is paid, under way or unknown. */
export function isPayable(facts: OrderFacts): boolean {
  const state = orderState(facts)
  return state === 'pending' || state === 'failed'
}
