import type { MailKind } from '@/lib/generated/prisma/enums'
import { comparePeriods } from '@/lib/plans/period'
import type { Membership } from '@/lib/subscriptions/data'

const dayMs = 86_400_000

/** How long before a trial ends its owner is told. */
const trialNotice = 2 * dayMs

/** How long before a renewal that is months after the last charge. */
const renewalNotice = 7 * dayMs

/** From this period on, a renewal is easily forgotten. */
const longPeriod = { length: 6, unit: 'month' } as const

/** How far ahead memberships are looked at. */
export const farthestNotice = renewalNotice

/** What a member is to be told before or after the day of a charge; undefined for nothing. */
export function reminderOf(
  { plan, payments, renews, cancellation, state, paidUntil, isUnderReview }: Membership,
  at: Date,
): MailKind | undefined {
  if (!renews || cancellation || state !== 'ACTIVE' || !paidUntil) return undefined
  const left = paidUntil.getTime() - at.getTime()
  if (left <= 0) return isUnderReview ? undefined : 'PAYMENT_RETRIED'
  if (plan.trial && payments.length === 1) return left <= trialNotice ? 'TRIAL_ENDS' : undefined
  if (comparePeriods(plan.period, longPeriod) < 0) return undefined
  return left <= renewalNotice ? 'RENEWAL_COMING' : undefined
}
