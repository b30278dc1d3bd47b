import type { ChargeState, PaymentState } from '@/lib/generated/prisma/enums'

export type OrderState =
  | 'pending'
  | 'checking'
  | 'requires_action'
  | 'confirming'
  | 'authorised'
  | 'under_review'
  | 'paid'
  | 'refunded'
  | 'charged_back'
  | 'failed'
  | 'expired'

interface PaymentFacts {
  state: PaymentState
  reversalReason: number | null
}

/** What an order's state is derived from. */
export interface OrderFacts {
  expiresAt: Date
  payments: readonly (PaymentFacts & { createdAt: Date })[]
  charges: readonly { state: ChargeState; createdAt: Date }[]
}

/** Pingback reasons that mean a chargeback; every other reversal is a refund (pingback.md §5). */
export const chargebackReasons: ReadonlySet<number> = new Set([1, 2, 3])

/** The state that payments alone give, once one was accepted or is under review; undefined until then. */
export function paymentsState(
  payments: readonly PaymentFacts[],
): 'paid' | 'under_review' | 'refunded' | 'charged_back' | undefined {
  const inState = (state: PaymentState) => payments.filter((payment) => payment.state === state)
  if (inState('PAID').length > 0) return 'paid'
  if (inState('REVIEW').length > 0) return 'under_review'
  const reversed = inState('REVERSED')
  if (reversed.length > 0) {
    return reversed.some(({ reversalReason }) => chargebackReasons.has(reversalReason ?? 0))
      ? 'charged_back'
      : 'refunded'
  }
  return undefined
}

/**
 * An order's state at a moment, derived from its payments, its card charges and how long it may be paid, and stored nowhere.
 * Payments decide; a charge matters only until a payment is recorded that answers it. A payment recorded before
 * the charge began belongs to an earlier attempt, so a second card after a declined review is waited for like the first. What
 * is in progress when an order expires may complete.
 *
 * @param at the shop's time (lib/clock.ts)
 */
export function orderState({ payments, charges, expiresAt }: OrderFacts, at: Date): OrderState {
  const decided = paymentsState(payments)
  if (decided) return decided
  const answers = payments.filter((payment) => payment.state !== 'NONE')
  const waiting = (state: ChargeState) =>
    charges.some(
      (charge) => charge.state === state && !answers.some((payment) => payment.createdAt > charge.createdAt),
    )
  if (charges.some(({ state }) => state === 'ACTIVE')) return 'checking'
  if (charges.some(({ state }) => state === 'SECURE')) return 'requires_action'
  if (waiting('UNKNOWN')) return 'checking'
  if (waiting('SUCCEEDED')) return 'confirming'
  if (waiting('AUTHORISED')) return 'authorised'
  if (waiting('REVIEW')) return 'under_review'
  if (at >= expiresAt) return 'expired'
  return answers.length === 0 ? 'pending' : 'failed'
}

/** Whether a buyer may pay the order at a moment: nothing is paid, in progress or unknown, and it has not expired. */
export function isPayable(facts: OrderFacts, at: Date): boolean {
  const state = orderState(facts, at)
  return state === 'pending' || state === 'failed'
}

const finalStates: ReadonlySet<OrderState> = new Set(['paid', 'refunded', 'charged_back', 'expired'])

/** Whether nothing is pending: only something new, such as a refund, can change the state. */
export function isFinal(state: OrderState): boolean {
  return finalStates.has(state)
}
