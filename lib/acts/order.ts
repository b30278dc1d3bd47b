import type { ActKind, ActState, ChargeState, PaymentState, ProductKind } from '@/lib/generated/prisma/enums'
import type { AttemptId, OrderId, PaymentRef, Uid } from '@/lib/ids'
import { fromColumn, toDecimal } from '@/lib/money'
import type { Membership } from '@/lib/subscriptions/data'

/** An order as its acts see it (`readActOrder`). Amounts of payments are decimals in major units. */
export interface ActOrder {
  id: OrderId
  uid: Uid
  /** Minor units. */
  amount: number
  currency: string
  lines: readonly {
    id: string
    name: string
    kind: ProductKind
    delivery: { withdrawnAt: Date | null } | null
  }[]
  /** The oldest first, as the charges and acts are. */
  payments: readonly ActPayment[]
  charges: readonly ActCharge[]
  /** The newest alone. */
  decisions: readonly { id: bigint; kind: 'GRANT' | 'WITHDRAW'; actor: string }[]
  cancellation: { acceptedAt: Date | null; stoppedAt: Date | null; problem: string | null } | null
  /** Refunds of parts, and ends of subscriptions. */
  pingbacks: readonly { type: number; part: string; receivedAt: Date }[]
  acts: readonly Act[]
  membership: Pick<Membership, 'renews' | 'accessUntil' | 'paidUntil' | 'product' | 'state'> | undefined
}

export interface ActPayment {
  ref: PaymentRef
  state: PaymentState
  price: { toFixed(): string } | null
  refunded: { toFixed(): string }
  initialRef: PaymentRef | null
  createdAt: Date
}

export interface ActCharge {
  id: AttemptId
  state: ChargeState
  chargeId: string | null
  last4: string | null
  createdAt: Date
}

/** What an operator did, as it was recorded (`OperatorAct`). */
export interface Act {
  id: string
  kind: ActKind
  state: ActState
  orderId: OrderId
  ref: PaymentRef | null
  attemptId: AttemptId | null
  orderLineId: string | null
  amount: number | null
  charged: boolean | null
  actor: string
  reason: string
  sentence: string
  requestedAt: Date
  askedAt: Date
  closedAt: Date | null
}

/** The card charge that a payment came of; undefined when it came in another way, or can't be told. */
export function chargeOf(order: ActOrder, payment: ActPayment): ActCharge | undefined {
  const { ref } = payment
  const named = order.charges.find(
    ({ chargeId }) => chargeId !== null && (chargeId === ref || chargeId === ref.slice(1)),
  )
  if (named) return named
  // The provider doesn't say that one bears the other's id, so one of each will do.
  const first = order.payments.filter(
    ({ state, initialRef, ref: own }) => state !== 'NONE' && (initialRef ?? own) === own,
  )
  const charged = order.charges.filter(({ state, chargeId }) => chargeId !== null && isCharged(state))
  const [only] = charged
  const isOnly = first.length === 1 && first[0]?.ref === ref && charged.length === 1
  return isOnly && only && only.createdAt < payment.createdAt ? only : undefined
}

/** What a payment cost, in minor units. */
export function priceOf(order: ActOrder, { price }: ActPayment): number {
  return fromColumn(price, order.currency)?.amount ?? order.amount
}

/** How much of a payment is known to have gone back in parts, in minor units. */
export function refundedOf(order: ActOrder, { refunded }: ActPayment): number {
  return fromColumn(refunded, order.currency)?.amount ?? 0
}

/** An amount as an operator reads it: "19.90 USD". */
export function formatAmount(amount: number, { currency }: Pick<ActOrder, 'currency'>): string {
  return `${toDecimal({ amount, currency })} ${currency}`
}

/** Whether a card was charged, for all that its answer says. */
export function isCharged(state: ChargeState): boolean {
  return state === 'SUCCEEDED' || state === 'REVIEW' || state === 'REFUNDED'
}

/** What an act is called, for lists and headings. */
export const actTitles: Record<ActKind, string> = {
  REFUND: 'Refund',
  PARTIAL_REFUND: 'Partial refund',
  CAPTURE: 'Capture',
  VOID: 'Void',
  RESOLVE: 'Resolve a lost charge',
  CANCEL_SUBSCRIPTION: 'Cancel subscription',
  GRANT: 'Grant manually',
  WITHDRAW: 'Withdraw manually',
}
