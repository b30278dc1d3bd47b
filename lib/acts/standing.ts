import { type Act, type ActOrder, chargeOf } from '@/lib/acts/order'
import type { PaymentState } from '@/lib/generated/prisma/enums'

/**
 * How an act stands, derived from what was recorded since:
 * asking: Paymentwall is being asked. lost: nobody knows whether it was asked, or what it answered. waiting: it took the act
 * on, and its notice is waited for.
 */
export type Standing = 'asking' | 'lost' | 'waiting' | 'refused' | 'done'

/** A call is given up after 15 s, and some acts make two or three; one that is not answered after so long never will be. */
const waitSeconds = 60

/** Until when a call that began at a moment may still be answered. */
export function answeredBy(askedAt: Date): Date {
  return new Date(askedAt.getTime() + waitSeconds * 1000)
}

/**
 * How an act stands at a moment. An act is done when the ledger has what it was to bring about, whatever Paymentwall answered.
 *
 * @param now this machine's time, since it is compared with when Paymentwall was asked
 */
export function standingOf(act: Act, order: ActOrder, now: Date): Standing {
  if (act.state === 'REFUSED') return 'refused'
  if (act.state === 'DONE' || isClosed(act, order)) return 'done'
  if (act.state === 'ACCEPTED') return 'waiting'
  if (act.kind === 'CANCEL_SUBSCRIPTION') return order.cancellation?.acceptedAt ? 'waiting' : 'asking'
  if (act.state === 'UNKNOWN') return 'lost'
  return now < answeredBy(act.askedAt) ? 'asking' : 'lost'
}

/** Whether an act is neither done nor refused. */
export function isOpen(standing: Standing): boolean {
  return standing !== 'done' && standing !== 'refused'
}

function isClosed(act: Act, order: ActOrder): boolean {
  const paymentOf = (of: Act) =>
    order.payments.find((payment) =>
      of.ref === null ? chargeOf(order, payment)?.id === of.attemptId : payment.ref === of.ref,
    )
  const charge = order.charges.find(({ id }) => id === act.attemptId)
  const since = (state?: PaymentState) =>
    order.payments.some(
      (payment) =>
        charge !== undefined &&
        payment.createdAt > charge.createdAt &&
        (state === undefined ? payment.state !== 'NONE' : payment.state === state),
    )
  switch (act.kind) {
    case 'REFUND':
      return paymentOf(act)?.state === 'REVERSED'
    case 'PARTIAL_REFUND':
      return paymentOf(act)?.state === 'REVERSED' || order.pingbacks.some(({ part }) => part === act.id)
    case 'CAPTURE':
    case 'RESOLVE':
      return act.charged === false ? charge?.state === 'DECLINED' : since()
    case 'VOID':
      return charge?.state === 'VOIDED' || since('VOIDED')
    case 'CANCEL_SUBSCRIPTION':
      return order.membership?.renews === false
    case 'GRANT':
    case 'WITHDRAW':
      return false
  }
}
