import { type PlanFields, planOfOrder } from '@/lib/plans/plan'
import { planTerms } from '@/lib/plans/terms'
import { acceptanceWording } from '@/lib/policies/acceptance'

interface OrderTerms {
  currency: string
  lines: readonly PlanFields[]
  acceptance: { wording: string } | null
}

/** What a buyer agrees to by an order that is paid at a moment, word for word. */
export function orderWording(order: Omit<OrderTerms, 'acceptance'>, at: Date): string {
  const plan = planOfOrder(order)
  return acceptanceWording(plan && planTerms(plan, at))
}

/**
 * Whether the buyer has accepted an order's terms, so that it may be paid at a moment. Those of a membership name the days of
 * its charges and hold for one day: who comes back later reads the new dates first.
 */
export function areTermsAccepted(order: OrderTerms, at: Date): boolean {
  if (!order.acceptance || order.lines.length === 0) return false
  return planOfOrder(order) === undefined || order.acceptance.wording === orderWording(order, at)
}
