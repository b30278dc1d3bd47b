import type { DecisionKind, PaymentState } from '@/lib/generated/prisma/enums'
import type { PaymentRef } from '@/lib/ids'
import { addPeriod, type Period } from '@/lib/plans/period'

/** The types of pingbacks about a subscription as a whole (pingback.md §3). */
export const subscriptionEvents = { cancelled: 12, expired: 13, failed: 14 } as const

export type SubscriptionState = 'ACTIVE' | 'CANCEL_AT_END' | 'FAILED' | 'EXPIRED' | 'ENDED' | 'REVOKED'

/** One payment of a subscription, as it is stored. */
export interface PeriodPayment {
  ref: PaymentRef
  state: PaymentState
  everPaid: boolean
  paidAt: Date | null
  periodLength: number | null
  periodUnit: Period['unit'] | null
  nextChargeAt: Date | null
  initialRef: PaymentRef | null
  createdAt: Date
}

/** All that a subscription's state is computed from. The order of payments and events does not matter. */
export interface SubscriptionFacts {
  plan: { period: Period; trial: { period: Period } | undefined }
  payments: readonly PeriodPayment[]
  /** Cancellation, expiry and failure, each with when it was first known. */
  events: readonly { type: number; at: Date }[]
  /** What an operator decided last about the order, if anything. */
  decision?: { kind: DecisionKind; decidedAt: Date } | undefined
  /** For how long a member keeps access when a renewal is late, at most half the period before it. */
  graceHours: number
}

export interface PaidPeriod {
  ref: PaymentRef
  from: Date
  until: Date
}

export interface Subscription {
  state: SubscriptionState
  /** The end of the last paid period; null when none is left. */
  paidUntil: Date | null
  /** When the provider charges next, if it does: as it says, else when the paid time ends. */
  nextChargeAt: Date | null
  /** Until when a member gets what members get, if nothing else happens; null: no longer. */
  accessUntil: Date | null
  /** Whether the provider may charge again: it has neither been stopped nor failed for good. */
  renews: boolean
  /** Those that are paid, the oldest first. */
  periods: PaidPeriod[]
}

/**
 * A subscription's state at a moment, computed from stored facts each time and never stepped, so that neither the order of
 * pingbacks nor their repetition can matter. Undefined when nothing was ever paid: then it has not started.
 */
export function subscriptionAt(facts: SubscriptionFacts, at: Date): Subscription | undefined {
  const charged = inOrder(facts.payments.filter((payment) => payment.everPaid))
  const newest = charged.at(-1)
  if (!newest) return undefined
  const periods = paidPeriods(facts, charged)
  const last = periods.at(-1)
  const paidUntil = last?.until ?? null

  const counted = charged.filter((payment) => isCounted(payment, facts))
  const lastPaid = Math.max(...counted.map(timeOf))
  const happened = (type: number) => facts.events.some((event) => event.type === type)
  const stopped = (type: number) =>
    facts.events.some((event) => event.type === type && event.at.getTime() >= lastPaid)
  const cancelled = happened(subscriptionEvents.cancelled)
  const failed = stopped(subscriptionEvents.failed)
  const expired = stopped(subscriptionEvents.expired)
  const isWithin = (moment: Date | null) => moment !== null && at < moment
  const graceUntil = last ? new Date(last.until.getTime() + graceAfter(last, facts)) : null

  const state = (): SubscriptionState => {
    if (facts.decision?.kind === 'WITHDRAW' || counted.at(-1) !== newest) return 'REVOKED'
    if (cancelled && isWithin(paidUntil)) return 'CANCEL_AT_END'
    if (failed) return 'FAILED'
    if (expired) return 'EXPIRED'
    return !cancelled && isWithin(graceUntil) ? 'ACTIVE' : 'ENDED'
  }
  const now = state()
  const end = now === 'REVOKED' ? null : now === 'ACTIVE' ? graceUntil : paidUntil
  return {
    state: now,
    paidUntil,
    nextChargeAt: newest.nextChargeAt ?? paidUntil,
    accessUntil: isWithin(end) ? end : null,
    renews: !cancelled && !failed && !expired,
    periods,
  }
}

/** A grant covers what was recorded by then; a renewal that is reversed later follows its own payment again. */
function isCounted({ state, createdAt }: PeriodPayment, { decision }: SubscriptionFacts): boolean {
  return state === 'PAID' || (decision?.kind === 'GRANT' && createdAt <= decision.decidedAt)
}

/** Renewals arrive late, and a refused one is retried; a member keeps access during that time. */
function graceAfter({ from, until }: PaidPeriod, { graceHours }: SubscriptionFacts): number {
  return Math.min(graceHours * 60 * 60 * 1000, (until.getTime() - from.getTime()) / 2)
}

function timeOf(payment: PeriodPayment): number {
  return payment.paidAt?.getTime() ?? 0
}

/** A subscription's payments as they followed one another: the initial one first, then by time, then by reference. */
export function inOrder<P extends PeriodPayment>(payments: readonly P[]): P[] {
  const isInitial = ({ ref, initialRef }: P) =>
    initialRef === ref || payments.some((other) => other.ref !== ref && other.initialRef === ref)
  return [...payments].sort(
    (a, b) =>
      Number(isInitial(b)) - Number(isInitial(a)) ||
      timeOf(a) - timeOf(b) ||
      (a.ref < b.ref ? -1 : a.ref > b.ref ? 1 : 0),
  )
}

/** Whether a charge, as the one in that place of its subscription's, began it: then it paid for the trial, if there is one. */
export function isTrial({ ref, initialRef }: PeriodPayment, index: number): boolean {
  return index === 0 && (initialRef ?? ref) === ref
}

/** Each paid period begins where the one before ends, if it was paid by then or within the grace; else when it was paid. */
function paidPeriods(facts: SubscriptionFacts, charged: readonly PeriodPayment[]): PaidPeriod[] {
  const { plan } = facts
  const periods: PaidPeriod[] = []
  for (const [index, payment] of charged.entries()) {
    if (!isCounted(payment, facts)) continue
    const time = timeOf(payment)
    const previous = periods.at(-1)
    const isInTime = previous && time <= previous.until.getTime() + graceAfter(previous, facts)
    const from = isInTime ? previous.until : new Date(time)
    const planned = isTrial(payment, index) && plan.trial ? plan.trial.period : plan.period
    const sent = payment.periodLength &&
      payment.periodUnit && { length: payment.periodLength, unit: payment.periodUnit }
    const end = addPeriod(from, sent || planned)
    const next = payment.nextChargeAt
    periods.push({ ref: payment.ref, from, until: next && next > end ? next : end })
  }
  return periods
}
