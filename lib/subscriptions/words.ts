import { english } from '@/lib/languages/locale'
import { formatMoney } from '@/lib/money'
import type { Membership } from '@/lib/subscriptions/data'

/** A membership's state as its owner reads it. */
export interface MembershipWords {
  kind: 'info' | 'positive' | 'caution'
  label: string
  text: string
}

/** The outcome of a payment, as its owner reads it. */
export const outcomes: Record<Membership['payments'][number]['outcome'], string> = {
  paid: 'paid',
  refunded: 'refunded',
  charged_back: 'charged back',
  declined: 'declined after review',
}

/** What a member reads about a membership at a moment. It says "Cancelled" only once Paymentwall has confirmed it. */
export function membershipWords(membership: Membership, at: Date): MembershipWords {
  const { state, paidUntil, nextChargeAt, accessUntil, renews, cancellation, plan, isUnderReview } =
    membership
  const price = formatMoney(plan)
  const end = paidUntil ? english.date(paidUntil) : undefined
  const next = nextChargeAt ? english.date(nextChargeAt) : undefined
  const runs = accessUntil === null ? `It ended on ${end}.` : `You are a member until ${end}.`
  const isOver = !paidUntil || paidUntil <= at

  switch (state) {
    case 'REVOKED': {
      const stopped = renews ? 'We are stopping further charges.' : 'You will not be charged again.'
      const last = membership.payments.at(-1)?.outcome ?? 'refunded'
      if (last === 'paid') {
        return {
          kind: 'caution',
          label: 'Ended by us',
          text: `We have ended this membership. ${stopped} If you did not expect this, write to us.`,
        }
      }
      const outcome = outcomes[last]
      return {
        kind: 'caution',
        label: `Ended: ${outcome}`,
        text: `The latest payment was ${outcome}, which ended the membership. ${stopped}`,
      }
    }
    case 'CANCEL_AT_END':
      return { kind: 'info', label: 'Cancelled', text: `${runs} You will not be charged again.` }
    case 'FAILED':
      return {
        kind: 'caution',
        label: 'Not renewed: payment failed',
        text: `${runs} You will not be charged again. To remain a member, buy the membership again.`,
      }
    case 'EXPIRED':
      return { kind: 'info', label: 'Not renewed', text: `${runs} You will not be charged again.` }
    case 'ENDED':
      if (!renews) return { kind: 'info', label: 'Ended', text: `${runs} You will not be charged again.` }
      break
    case 'ACTIVE':
      break
  }
  if (cancellation) {
    const stays = isOver ? `The period you paid for ended on ${end}.` : `You remain a member until ${end}.`
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
      text: `Paymentwall is reviewing the payment of ${price} that was due on ${end}. Once it is approved, the membership continues.`,
    }
  }
  if (state === 'ENDED') {
    return {
      kind: 'info',
      label: 'Ended',
      text: `${runs} No renewal has been paid since. Paymentwall may still charge one, and the membership would then continue. To make sure that you are not charged again, cancel it, also before you buy another membership.`,
    }
  }
  if (isOver) {
    return {
      kind: 'caution',
      label: 'Payment is being retried',
      text: `The charge of ${price} was due on ${end} and has not gone through yet. Paymentwall retries it automatically, up to two more times, a day apart. In the meantime you remain a member, until ${accessUntil ? english.date(accessUntil) : end} at the latest.`,
    }
  }
  if (plan.trial && membership.payments.length === 1) {
    return {
      kind: 'positive',
      label: 'On trial',
      text: `Your trial runs until ${end}. You are then charged ${price}, unless you cancel first.`,
    }
  }
  return { kind: 'positive', label: 'Active', text: `It renews on ${next} for ${price}.` }
}

/** What a buyer reads about a current membership (`isStanding`) before buying another one. */
export function standingWords(membership: Membership, at: Date): string {
  const { paidUntil, nextChargeAt, accessUntil, renews, cancellation, product } = membership
  const name = `“${product.name}”`
  const end = paidUntil ? english.date(paidUntil) : ''
  if (accessUntil === null) {
    return `${name} ended on ${end}, but Paymentwall may still charge a renewal, and it would then continue.`
  }
  if (!renews) return `${name} ends on ${end}.`
  if (cancellation) return `${name} ends on ${end}, once Paymentwall has confirmed its cancellation.`
  if (!paidUntil || paidUntil <= at) {
    return `The payment for ${name} was due on ${end} and is being retried, so it may still renew.`
  }
  return `${name} renews on ${nextChargeAt ? english.date(nextChargeAt) : end}.`
}

function cancellationProgress({ acceptedAt, failures }: NonNullable<Membership['cancellation']>): string {
  if (acceptedAt) {
    return 'Paymentwall has received our request to stop the renewals. This page says “Cancelled” once they confirm.'
  }
  return failures > 0
    ? 'We have your request but have not been able to reach Paymentwall yet. We keep trying; you don’t need to do anything.'
    : 'We have your request and are passing it on to Paymentwall.'
}
