import type { Locale, Translate } from '@/lib/languages/locale'
import type { Membership } from '@/lib/subscriptions/data'

/** A membership's state as its owner reads it. */
export interface MembershipWords {
  kind: 'info' | 'positive' | 'caution'
  label: string
  text: string
}

/** What a member reads about a membership at a moment. It says "Cancelled" only once Paymentwall has confirmed it. */
export function membershipWords(locale: Locale, membership: Membership, at: Date): MembershipWords {
  const { t, date } = locale
  const { state, paidUntil, nextChargeAt, accessUntil, renews, cancellation, plan, isUnderReview } =
    membership
  const price = locale.money(plan)
  const end = paidUntil ? date(paidUntil) : ''
  const next = nextChargeAt ? date(nextChargeAt) : ''
  const runs =
    accessUntil === null
      ? t('memberships.states.endedOn', { end })
      : t('memberships.states.memberUntil', { end })
  const isOver = !paidUntil || paidUntil <= at
  const notCharged = t('memberships.states.notCharged')

  switch (state) {
    case 'REVOKED':
      return revokedWords(t, membership)
    case 'CANCEL_AT_END':
      return { kind: 'info', label: t('memberships.states.cancelled'), text: `${runs} ${notCharged}` }
    case 'FAILED':
      return {
        kind: 'caution',
        label: t('memberships.states.failed'),
        text: `${runs} ${notCharged} ${t('memberships.states.again')}`,
      }
    case 'EXPIRED':
      return { kind: 'info', label: t('memberships.states.expired'), text: `${runs} ${notCharged}` }
    case 'ENDED':
      if (!renews)
        return { kind: 'info', label: t('memberships.states.ended'), text: `${runs} ${notCharged}` }
      break
    case 'ACTIVE':
      break
  }
  if (cancellation) {
    const stays = isOver
      ? t('memberships.states.periodEnded', { end })
      : t('memberships.states.remains', { end })
    return {
      kind: 'info',
      label: t('memberships.states.requested'),
      text: `${t(`memberships.progress.${progressOf(cancellation)}`)} ${stays}`,
    }
  }
  if (isOver && isUnderReview) {
    return {
      kind: 'caution',
      label: t('memberships.states.review.label'),
      text: t('memberships.states.review.text', { price, end }),
    }
  }
  if (state === 'ENDED') {
    return {
      kind: 'info',
      label: t('memberships.states.ended'),
      text: `${runs} ${t('memberships.states.unpaid')}`,
    }
  }
  if (isOver) {
    const until = accessUntil ? date(accessUntil) : end
    return {
      kind: 'caution',
      label: t('memberships.states.retried.label'),
      text: t('memberships.states.retried.text', { price, end, until }),
    }
  }
  if (plan.trial && membership.payments.length === 1) {
    return {
      kind: 'positive',
      label: t('memberships.states.trial.label'),
      text: t('memberships.states.trial.text', { end, price }),
    }
  }
  return {
    kind: 'positive',
    label: t('memberships.states.active.label'),
    text: t('memberships.states.active.text', { next, price }),
  }
}

function revokedWords(t: Translate, { renews, payments }: Membership): MembershipWords {
  const stopped = t(renews ? 'memberships.states.revoked.stopping' : 'memberships.states.notCharged')
  const last = payments.at(-1)?.outcome ?? 'refunded'
  if (last === 'paid') {
    return {
      kind: 'caution',
      label: t('memberships.states.revoked.ours'),
      text: t('memberships.states.revoked.oursText', { stopped }),
    }
  }
  const outcome = outcomeWords(t, last)
  return {
    kind: 'caution',
    label: t('memberships.states.revoked.label', { outcome }),
    text: t('memberships.states.revoked.text', { outcome, stopped }),
  }
}

/** The outcome of a payment, as its owner reads it. */
export function outcomeWords(t: Translate, outcome: Membership['payments'][number]['outcome']): string {
  return t(`memberships.outcomes.${outcome}`)
}

/** What a buyer reads about a current membership (`isStanding`) before buying another one. */
export function standingWords({ t, date }: Locale, membership: Membership, at: Date): string {
  const { paidUntil, nextChargeAt, accessUntil, renews, cancellation } = membership
  const product = membership.product.name
  const end = paidUntil ? date(paidUntil) : ''
  if (accessUntil === null) return t('memberships.standing.unpaid', { product, end })
  if (!renews) return t('memberships.standing.ends', { product, end })
  if (cancellation) return t('memberships.standing.cancelling', { product, end })
  if (!paidUntil || paidUntil <= at) return t('memberships.standing.retried', { product, end })
  return t('memberships.standing.renews', { product, next: nextChargeAt ? date(nextChargeAt) : end })
}

function progressOf({
  acceptedAt,
  failures,
}: NonNullable<Membership['cancellation']>): 'accepted' | 'failing' | 'passing' {
  if (acceptedAt) return 'accepted'
  return failures > 0 ? 'failing' : 'passing'
}
