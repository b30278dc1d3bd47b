import type { OrderId } from '@/lib/ids'
import { isPayable, type OrderFacts } from '@/lib/orders/state'
import { areTermsAccepted, areTermsStillAccepted } from '@/lib/orders/terms'
import type { PlanFields } from '@/lib/plans/plan'

/** Why an order may not be charged to a card now. */
export type ChargeRefusal =
  /** It is paid, being paid, or has expired. */
  | { why: 'closed' }
  /** No licence key is left for something in it. */
  | { why: 'sold_out' }
  | { why: 'terms_missing' }
  /** The dates of the membership have changed since its terms were accepted. */
  | { why: 'terms_outdated' }
  /** Its buyer has become a member by another order, and has not said that they know it. */
  | { why: 'second_membership' }
  /** Another order for the same membership is paid, or being paid, and its buyer was not told of it. */
  | { why: 'other_order'; orderId: OrderId }
  /** Other payment methods only. */
  | { why: 'card_not_offered' }

interface ChargedOrder extends OrderFacts {
  currency: string
  lines: readonly PlanFields[]
  acceptance: { wording: string; language: string } | null
}

interface Circumstances {
  /** The shop's time. */
  at: Date
  /** A `new` page wants today's wording; one that stands `open` may pay until a day later. */
  page: 'new' | 'open'
  /** For a membership: whether the buyer has one beside it. */
  isSecond: boolean
  isCardOffered: boolean
  isSoldOut: boolean
  /** For a membership: another order for it that the buyer does not know of. */
  otherOrderId?: OrderId | undefined
}

/**
 * The one rule whether an order may be charged now. Says why not, the gravest reason first: what comes after it in the list
 * holds for an order that could otherwise be charged.
 */
export function refuseCharge(order: ChargedOrder, now: Circumstances): ChargeRefusal | undefined {
  const areAccepted = now.page === 'new' ? areTermsAccepted : areTermsStillAccepted
  if (!isPayable(order, now.at)) return { why: 'closed' }
  if (now.isSoldOut) return { why: 'sold_out' }
  if (!order.acceptance) return { why: 'terms_missing' }
  if (!areAccepted(order, now.at, now.isSecond)) {
    const wereAlone = now.isSecond && areAccepted(order, now.at, false)
    return { why: wereAlone ? 'second_membership' : 'terms_outdated' }
  }
  if (now.otherOrderId !== undefined) return { why: 'other_order', orderId: now.otherOrderId }
  return now.isCardOffered ? undefined : { why: 'card_not_offered' }
}

/** Whether the buyer has to read and accept the terms before anything else. */
export function needsTerms(refusal: ChargeRefusal | undefined): boolean {
  return (
    refusal?.why === 'terms_missing' ||
    refusal?.why === 'terms_outdated' ||
    refusal?.why === 'second_membership'
  )
}
