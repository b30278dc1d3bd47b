import type { ChargeState, PaymentState } from '@/lib/generated/prisma/enums'

export type OrderState =
  | 'pending'
  | 'checking'
  | 'handing_over'
  | 'authorised'
  | 'under_review'
  | 'paid'
  | 'refunded'
  | 'charged_back'
  | 'failed'

interface Facts {
  payments: readonly { state: PaymentState; reversalReason: number | null }[]
  charges: readonly { state: ChargeState }[]
}

/** Pingback reasons that mean a chargeback; every other reversal is a refund (pingback.md §5). */
const chargebackReasons = new Set([1, 2, 3])

const unsettled: ReadonlySet<ChargeState> = new Set(['ACTIVE', 'SECURE', 'UNKNOWN'])

/**
 * An order's state, derived from its payments and card charges and stored nowhere. Payments decide; a charge attempt
 * colours only the time before the first of them.
 */
export function orderState({ payments, charges }: Facts): OrderState {
  const inState = (state: PaymentState) => payments.filter((payment) => payment.state === state)
  if (inState('PAID').length > 0) return 'paid'
  if (inState('REVIEW').length > 0) return 'under_review'
  const reversed = inState('REVERSED')
  if (reversed.length > 0) {
    return reversed.some(({ reversalReason }) => chargebackReasons.has(reversalReason ?? 0))
      ? 'charged_back'
      : 'refunded'
  }
  const has = (state: ChargeState) => charges.some((charge) => charge.state === state)
  const noPayment = payments.every((payment) => payment.state === 'NONE')
  if (charges.some((charge) => unsettled.has(charge.state))) return 'checking'
  if (noPayment && has('SUCCEEDED')) return 'handing_over'
  if (noPayment && has('AUTHORISED')) return 'authorised'
  if (noPayment && has('REVIEW')) return 'under_review'
  return noPayment ? 'pending' : 'failed'
}

/** Whether a buyer may pay the order now: nothing is paid, under way or unknown. */
export function isPayable(facts: Facts): boolean {
  const state = orderState(facts)
  return state === 'pending' || state === 'failed'
}
