import { formatMoney } from '@/lib/money'
import { formatDate } from '@/lib/plans/terms'
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
  const end = paidUntil ? formatDate(paidUntil) : undefined
  const next = nextChargeAt ? formatDate(nextChargeAt) : undefined
  const runs = accessUntil === null ? `It ended on ${end}.` : `You are a member until ${end}.`
  const isOver = !paidUntil || paidUntil <= at

  switch (state) {
    case 'REVOKED': {
      const stopped = renews ? 'We are having further charges stopped.' : 'Nothing more is charged.'
      const last = membership.payments.at(-1)?.outcome ?? 'refunded'
      if (last === 'paid') {
        return {
          kind: 'caution',
          label: 'Ended by us',
          text: `We have ended this membership. ${stopped} Write to us if you did not expect this.`,
        }
      }
      const outcome = outcomes[last]
      return {
        kind: 'caution',
        label: `Ended: ${outcome}`,
        text: `The latest payment was ${outcome}, and the membership ended with it. ${stopped}`,
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
      text: `${runs} No renewal has been paid since. Paymentwall may still try to charge it, and the membership then goes on. Cancel it to be sure that nothing more is charged, and before you become a member again.`,
    }
  }
  if (isOver) {
    return {
      kind: 'caution',
      label: 'Payment is being retried',
      text: `The charge of ${price} was due on ${end} and has not gone through yet. Paymentwall tries it again by itself, up to two more times, a day apart. You stay a member meanwhile, until ${accessUntil ? formatDate(accessUntil) : end} at most.`,
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

/** What a buyer reads of a membership that stands (`isStanding`), before buying another one. */
export function standingWords(membership: Membership, at: Date): string {
  const { paidUntil, nextChargeAt, accessUntil, renews, cancellation, product } = membership
  const name = `“${product.name}”`
  const end = paidUntil ? formatDate(paidUntil) : ''
  if (accessUntil === null) {
    return `${name} ended on ${end}, and Paymentwall may still try to charge it: it then goes on.`
  }
  if (!renews) return `${name} ends on ${end}.`
  if (cancellation) return `${name} ends on ${end}, once Paymentwall has confirmed its cancellation.`
  if (!paidUntil || paidUntil <= at) {
    return `The payment of ${name} was due on ${end} and is being retried, so it may still renew.`
  }
  return `${name} renews on ${nextChargeAt ? formatDate(nextChargeAt) : end}.`
}

function cancellationProgress({ acceptedAt, failures }: NonNullable<Membership['cancellation']>): string {
  if (acceptedAt) {
    return 'Paymentwall has our request to stop the renewals; this page says “cancelled” once they confirm it.'
  }
  return failures > 0
    ? 'Your request is recorded, but Paymentwall could not be told yet. We keep trying; you need not do anything.'
    : 'Your request is recorded, and Paymentwall is being told.'
}
