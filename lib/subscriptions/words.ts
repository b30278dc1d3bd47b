import { formatMoney } from '@/lib/money'
import { dayWords } from '@/lib/plans/terms'
import type { Membership } from '@/lib/subscriptions/data'

/** A membership's state as its owner reads it. */
export interface MembershipWords {
  kind: 'info' | 'positive' | 'caution'
  label: string
  text: string
}

/** What a member reads of a membership at a moment. "Cancelled" is said only once Paymentwall has said it. */
export function membershipWords(membership: Membership, at: Date): MembershipWords {
  const { state, paidUntil, accessUntil, renews, cancellation, plan } = membership
  const price = formatMoney(plan.amount, plan.currency)
  const end = paidUntil ? dayWords(paidUntil) : undefined
  const runs = accessUntil === null ? `It ended on ${end}.` : `You are a member until ${end}.`

  switch (state) {
    case 'REVOKED':
      return {
        kind: 'caution',
        label: 'Ended by a refund',
        text: renews
          ? 'The latest payment was refunded or charged back, and the membership ended with it. We are having further charges stopped.'
          : 'The latest payment was refunded or charged back, and the membership ended with it. Nothing more is charged.',
      }
    case 'CANCEL_AT_END':
      return { kind: 'info', label: 'Cancelled', text: `${runs} Nothing more is charged.` }
    case 'FAILED':
      return {
        kind: 'caution',
        label: 'Ended: the renewal could not be charged',
        text: `${runs} Nothing more is charged. To stay a member, order the membership again.`,
      }
    case 'EXPIRED':
      return { kind: 'info', label: 'Not renewed', text: `${runs} Nothing more is charged.` }
    case 'ENDED':
      return {
        kind: 'info',
        label: 'Ended',
        text: `${runs} ${renews ? 'No renewal has been paid since. Cancel it to be sure that none is charged.' : 'Nothing more is charged.'}`,
      }
    case 'ACTIVE':
      break
  }
  if (cancellation) {
    const progress = cancellation.acceptedAt
      ? 'Paymentwall has our request to stop the renewals; this page says “cancelled” once they confirm it.'
      : cancellation.failures > 0
        ? 'Your request is recorded, but Paymentwall could not be told yet. We keep trying; you need not do anything.'
        : 'Your request is recorded, and Paymentwall is being told.'
    return {
      kind: 'info',
      label: 'Cancellation requested',
      text: `${progress} You stay a member until ${end}.`,
    }
  }
  if (paidUntil && paidUntil <= at) {
    return {
      kind: 'caution',
      label: 'Renewal due',
      text: `The charge of ${price} was due on ${end} and has not arrived yet. You stay a member meanwhile.`,
    }
  }
  if (plan.trial && membership.payments.length === 1) {
    return {
      kind: 'positive',
      label: 'On trial',
      text: `Your trial runs until ${end}. Then ${price} is charged, unless you cancel before.`,
    }
  }
  return { kind: 'positive', label: 'Active', text: `It renews on ${end} for ${price}.` }
}
