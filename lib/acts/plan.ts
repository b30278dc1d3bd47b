import {
  type Act,
  type ActCharge,
  type ActOrder,
  actTitles,
  chargeOf,
  formatAmount,
  isCharged,
  priceOf,
  refundedOf,
} from '@/lib/acts/order'
import { isOpen, standingOf } from '@/lib/acts/standing'
import type { ActKind } from '@/lib/generated/prisma/enums'
import type { PaymentRef } from '@/lib/ids'
import { currencyDigits, fromTyped } from '@/lib/money'

/** What an operator wants to do. */
export type ActRequest =
  /** `ref` names one of the refundable ones, where an order has several. */
  | { kind: 'REFUND'; ref?: string | undefined }
  /** `amount` as it was typed. */
  | { kind: 'PARTIAL_REFUND'; ref?: string | undefined; amount: string }
  | { kind: 'CAPTURE' | 'VOID' | 'CANCEL_SUBSCRIPTION' }
  /** What the operator saw in Paymentwall's merchant area. */
  | { kind: 'RESOLVE'; charged: boolean }
  /** Without a line, the whole order. */
  | { kind: 'GRANT' | 'WITHDRAW'; line?: string | undefined }

/** What is to be done, as it is recorded. */
export type ActPlan = Pick<Act, 'kind' | 'ref' | 'attemptId' | 'orderLineId' | 'amount' | 'charged'>

type Planned = { ok: true; plan: ActPlan } | { ok: false; sentence: string }

/** Something that can be refunded: a payment, or a charge of which no notice has come. */
export interface Refundable {
  /** The payment's reference, or the charge's id. */
  key: string
  ref: PaymentRef | null
  charge: ActCharge | undefined
  /** What is left of it, in minor units. */
  left: number
  /** How often it is being refunded now, in full or in part. */
  underWay: number
}

const nothing = { ref: null, attemptId: null, orderLineId: null, amount: null, charged: null }

/**
 * What a request comes to for an order as it is now, or why it can't be done. The same answer stands behind the preview, the
 * record under the order's lock, and the commands.
 */
export function planAct(order: ActOrder, request: ActRequest, now: Date): Planned {
  const refuse = (sentence: string): Planned => ({ ok: false, sentence })
  const plan = (found: Partial<ActPlan>): Planned => ({
    ok: true,
    plan: { ...nothing, kind: request.kind, ...found },
  })
  switch (request.kind) {
    case 'REFUND':
    case 'PARTIAL_REFUND':
      return planRefund(order, request, now)
    case 'CAPTURE':
    case 'VOID': {
      const charge = order.charges.findLast(
        ({ state, chargeId }) => state === 'AUTHORISED' && chargeId !== null,
      )
      if (!charge)
        return refuse(`Order ${order.id} has no authorised card charge to ${request.kind.toLowerCase()}.`)
      const other = openActs(order, now).find(({ attemptId }) => attemptId === charge.id)
      return other ? refuse(underWay(other, order)) : plan({ attemptId: charge.id })
    }
    case 'RESOLVE': {
      const charge = order.charges.find(({ state }) => state === 'UNKNOWN')
      if (!charge) return refuse(`Order ${order.id} has no card charge whose outcome is unknown.`)
      return plan({ attemptId: charge.id, charged: request.charged })
    }
    case 'CANCEL_SUBSCRIPTION': {
      if (!order.membership) return refuse(`Order ${order.id} has begun no subscription.`)
      if (!order.membership.renews)
        return refuse(`The subscription of order ${order.id} renews no more: it is stopped, or has ended.`)
      if (order.cancellation?.acceptedAt)
        return refuse(
          `Paymentwall was asked to stop the subscription of order ${order.id}, and has taken it on.`,
        )
      if (order.cancellation && !order.cancellation.problem)
        return refuse(
          `The subscription of order ${order.id} is being stopped: Paymentwall is asked by a job.`,
        )
      return plan({})
    }
    case 'GRANT':
    case 'WITHDRAW': {
      if (request.line !== undefined && !order.lines.some(({ id }) => id === request.line))
        return refuse(`Order ${order.id} has no line ${request.line}.`)
      return plan({ orderLineId: request.line ?? null })
    }
  }
}

function openActs(order: ActOrder, now: Date): Act[] {
  return order.acts.filter((act) => isOpen(standingOf(act, order, now)))
}

function underWay(act: Act, order: ActOrder): string {
  const amount = act.amount === null ? '' : ` of ${formatAmount(act.amount, order)}`
  return `${actTitles[act.kind]}${amount} by ${act.actor} is under way: see what becomes of it first.`
}

/** What of an order can be refunded, in full or in part, the oldest first; some of it may be under way. */
export function refundables(order: ActOrder, now: Date): Refundable[] {
  const found = order.payments.flatMap((payment) => {
    const charge = chargeOf(order, payment)
    if (payment.state !== 'PAID' && !(payment.state === 'REVIEW' && charge)) return []
    if (charge?.state === 'REFUNDED') return []
    return [refundable(order, payment.ref, charge, priceOf(order, payment) - refundedOf(order, payment), now)]
  })
  if (order.payments.some(({ state }) => state !== 'NONE')) return found
  const unheard = order.charges.filter(
    ({ state, chargeId }) => chargeId !== null && isCharged(state) && state !== 'REFUNDED',
  )
  return unheard.map((charge) => refundable(order, null, charge, order.amount, now))
}

function refundable(
  order: ActOrder,
  ref: PaymentRef | null,
  charge: ActCharge | undefined,
  known: number,
  now: Date,
): Refundable {
  const open = openActs(order, now).filter(
    (act) =>
      (act.kind === 'REFUND' || act.kind === 'PARTIAL_REFUND') &&
      (ref === null ? act.attemptId === charge?.id : act.ref === ref),
  )
  const asked = open.reduce((sum, { amount }) => sum + (amount ?? 0), 0)
  return {
    key: ref ?? charge?.chargeId ?? '',
    ref,
    charge,
    left: Math.max(0, known - asked),
    underWay: open.length,
  }
}

function planRefund(
  order: ActOrder,
  request: Extract<ActRequest, { kind: 'REFUND' | 'PARTIAL_REFUND' }>,
  now: Date,
): Planned {
  const refuse = (sentence: string): Planned => ({ ok: false, sentence })
  const all = refundables(order, now)
  const [first, ...others] = request.ref ? all.filter(({ key }) => key === request.ref) : all
  if (!first) return refuse(whyNone(order, request.ref))
  if (others.length > 0)
    return refuse(
      `Order ${order.id} has several payments (${all.map(({ key }) => key).join(', ')}): say which one to refund.`,
    )
  const target = { ref: first.ref, attemptId: first.charge?.id ?? null }
  const running = openActs(order, now).find(
    (act) =>
      (act.kind === 'REFUND' || (act.kind === 'PARTIAL_REFUND' && request.kind === 'REFUND')) &&
      (act.ref === null ? act.attemptId === target.attemptId : act.ref === target.ref),
  )
  if (running) return refuse(underWay(running, order))
  if (request.kind === 'REFUND') {
    return { ok: true, plan: { ...nothing, ...target, kind: 'REFUND', amount: first.left } }
  }
  if (first.ref === null)
    return refuse(
      'No pingback for the payment has arrived yet: a partial refund is possible once Paymentwall has sent its id.',
    )
  const amount = readAmount(request.amount, order)
  if (!amount.ok) return refuse(amount.sentence)
  if (amount.minor > first.left)
    return refuse(
      `${formatAmount(amount.minor, order)} is more than is left of payment ${first.key}: ${formatAmount(first.left, order)}.`,
    )
  // A part goes back by a ticket, whichever way was paid, so no charge of Brick is called.
  return {
    ok: true,
    plan: { ...nothing, ref: first.ref, kind: 'PARTIAL_REFUND', amount: amount.minor },
  }
}

function whyNone(order: ActOrder, key: string | undefined): string {
  if (key !== undefined && !order.payments.some(({ ref }) => ref === key))
    return `Order ${order.id} has no payment ${key}.`
  const reversed = order.payments.find(({ ref, state }) => state === 'REVERSED' && (key ?? ref) === ref)
  if (reversed) return `Payment ${reversed.ref} of order ${order.id} has already been reversed.`
  if (order.charges.some(({ state }) => state === 'REFUNDED'))
    return `The card charge of order ${order.id} has already been refunded; Paymentwall’s notice is still to arrive.`
  return `Order ${order.id} has no payment to refund.`
}

function readAmount(
  text: string,
  order: ActOrder,
): { ok: true; minor: number } | { ok: false; sentence: string } {
  const [, number = '', currency = order.currency] =
    /^([^\sa-z]{1,20}) ?([a-z]{3})?$/i.exec(text.trim()) ?? []
  if (currency.toUpperCase() !== order.currency)
    return {
      ok: false,
      sentence: `The order was paid in ${order.currency}: it can’t be refunded in ${currency.toUpperCase()}.`,
    }
  const minor = fromTyped(number, order.currency)?.amount
  if (minor) return { ok: true, minor }
  const digits = currencyDigits(order.currency)
  const form = digits === 0 ? 'without decimals' : `with at most ${digits} decimals after a point`
  return {
    ok: false,
    sentence: `“${text}” is not an amount in ${order.currency}: enter a number above zero, ${form}.`,
  }
}

/** Which acts make sense for an order now. */
export function actsOffered(order: ActOrder, now: Date): ActKind[] {
  const offers: [ActKind, boolean][] = [
    ['CAPTURE', planAct(order, { kind: 'CAPTURE' }, now).ok],
    ['VOID', planAct(order, { kind: 'VOID' }, now).ok],
    ['RESOLVE', planAct(order, { kind: 'RESOLVE', charged: true }, now).ok],
    ['REFUND', refundables(order, now).some(({ underWay }) => underWay === 0)],
    ['PARTIAL_REFUND', refundables(order, now).some(({ ref, left }) => ref !== null && left > 0)],
    ['CANCEL_SUBSCRIPTION', planAct(order, { kind: 'CANCEL_SUBSCRIPTION' }, now).ok],
    ['GRANT', order.membership !== undefined || !order.lines.some(({ kind }) => kind === 'MEMBERSHIP')],
    ['WITHDRAW', true],
  ]
  return offers.filter(([, isOffered]) => isOffered).map(([kind]) => kind)
}
