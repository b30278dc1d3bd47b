import { formatMoney } from '@/lib/money'
import { dayWords } from '@/lib/plans/terms'
import type { Membership } from '@/lib/subscriptions/data'

/** A membership's state as its owner reads it. */
export interface MembershipWords {
  kind: 'info' | 'positive' | 'caution'
  label: string
  text: string
}

/** What became of a payment, as its owner reads it. */
export const outcomes: Record<Membership['payments'][number]['outcome'], string> = {
  paid: 'paid',
  refunded: 'refunded',
  charged_back: 'charged back',
  declined: 'declined after review',
}

/** What a member reads of a membership at a moment. "Cancelled" is said only once Paymentwall has said it. */
export function membershipWords(membership: Membership, at: Date): MembershipWords {
  const { state, paidUntil, nextChargeAt, accessUntil, renews, cancellation, plan, isUnderReview } =
    membership
  const price = formatMoney(plan.amount, plan.currency)
  const end = paidUntil ? dayWords(paidUntil) : undefined
  const next = nextChargeAt ? dayWords(nextChargeAt) : undefined
  const runs = accessUntil === null ? `It ended on ${end}.` : `You are a member until ${end}.`
  const isOver = !paidUntil || paidUntil <= at

  switch (state) {
    case 'REVOKED': {
      const outcome = outcomes[membership.payments.at(-1)?.outcome ?? 'refunded']
      return {
        kind: 'caution',
        label: `Ended: ${outcome}`,
        text: `The latest payment was ${outcome}, and the membership ended with it. ${renews ? 'We are having further charges stopped.' : 'Nothing more is charged.'}`,
      }
    }
    case 'CANCEL_AT_END':
      return { kind: 'info', label: 'Cancelled', text: `${runs} Nothing more is charged.` }
    case 'FAILED':
      return {
        kind: 'caution',
        label: 'Not renewed: the charge did not go through',
        text: `${runs} Nothing more is charged. To stay a member, order the membership again.`,
      }
    case 'EXPIRED':
      return { kind: 'info', label: 'Not renewed', text: `${runs} Nothing more is charged.` }
    case 'ENDED':
      if (!renews) return { kind: 'info', label: 'Ended', text: `${runs} Nothing more is charged.` }
      break
    case 'ACTIVE':
      break
  }
  if (cancellation) {
    const stays = isOver ? `The time you have paid for ended on ${end}.` : `You stay a member until ${end}.`
    return {
      kind: 'info',
      label: 'Cancellation requested',
      text: `${cancellationProgress(cancellation)} ${stays}`,
    }
  }
  if (isOver && isUnderReview) {
    return {
      kind: 'caution',
      label: 'Renewal under review',
      text: `Paymentwall is checking the payment of ${price} that was due on ${end}. Once it is approved, the membership goes on.`,
    }
  }
  if (state === 'ENDED') {
    return {
      kind: 'info',
      label: 'Ended',
      text: `${runs} No renewal has been paid since. Paymentwall may still try to charge it, and the membership then goes on. Cancel it to be sure that nothing more is charged.`,
    }
  }
  if (isOver) {
    return {
      kind: 'caution',
      label: 'Renewal due',
      text: `The charge of ${price} was due on ${end} and has not arrived yet. You stay a member meanwhile, for a day at most.`,
    }
  }
  if (plan.trial && membership.payments.length === 1) {
    return {
      kind: 'positive',
      label: 'On trial',
      text: `Your trial runs until ${end}. Then ${price} is charged, unless you cancel before.`,
    }
  }
  return { kind: 'positive', label: 'Active', text: `It renews on ${next} for ${price}.` }
}

function cancellationProgress({ acceptedAt, failures }: NonNullable<Membership['cancellation']>): string {
  if (acceptedAt) {
    return 'Paymentwall has our request to stop the renewals; this page says “cancelled” once they confirm it.'
  }
  return failures > 0
    ? 'Your request is recorded, but Paymentwall could not be told yet. We keep trying; you need not do anything.'
    : 'Your request is recorded, and Paymentwall is being told.'
}
