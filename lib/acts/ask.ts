import type { ActAnswer } from '@/lib/acts/mutations'
import { type Act, type ActOrder, formatAmount } from '@/lib/acts/order'
import { type AfterSaleResult, changeOrderCharge, resolveUnknownCharge } from '@/lib/charges/after-sale'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { toDecimal } from '@/lib/money'
import { expectPingback } from '@/lib/outbox'
import { requestRefund } from '@/lib/paymentwall/ticket'

/** Whether an act goes by a ticket, which does harm when it is opened twice, and not by a call of Brick. */
export function isTicket({ kind, attemptId }: Pick<Act, 'kind' | 'attemptId'>): boolean {
  return kind === 'PARTIAL_REFUND' || (kind === 'REFUND' && attemptId === null)
}

/** Does what an act asks for, which goes outside: calls Paymentwall once and says how it answered. */
export async function askPaymentwall(act: Act, order: ActOrder): Promise<ActAnswer> {
  switch (act.kind) {
    case 'REFUND':
      return isTicket(act) ? openTicket(act, order) : askBrick(act, order, 'refund')
    case 'PARTIAL_REFUND':
      return openTicket(act, order)
    case 'CAPTURE':
      return askBrick(act, order, 'capture')
    case 'VOID':
      return askBrick(act, order, 'void')
    case 'RESOLVE':
      return resolve(act, order)
    default:
      throw new Error(`${act.kind} asks nobody.`)
  }
}

/** What a charge is once it was changed so, and what its act then waits for: of a void, nothing need come. */
const changed = {
  refund: { charge: 'REFUNDED', act: 'ACCEPTED' },
  capture: { charge: 'SUCCEEDED', act: 'ACCEPTED' },
  void: { charge: 'VOIDED', act: 'DONE' },
} as const

async function askBrick(act: Act, order: ActOrder, change: keyof typeof changed): Promise<ActAnswer> {
  if (env().BRICK_PRIVATE_KEY === undefined)
    return { state: 'REFUSED', sentence: 'Nothing was sent: BRICK_PRIVATE_KEY is not set.' }
  const done = changed[change]
  // It was done before, and the process died before it could say so.
  if (order.charges.find(({ id }) => id === act.attemptId)?.state === done.charge)
    return { state: done.act, sentence: `The card charge of order ${order.id} is already ${done.charge}.` }
  const answer = answerOf(await changeOrderCharge(act.orderId, change, act.attemptId ?? undefined), done.act)
  // Brick says no to a second void, also where the answer to the first was lost: only its notice, or a person, can tell.
  const isRepeated = act.askedAt > act.requestedAt
  return change === 'void' && answer.state === 'REFUSED' && isRepeated
    ? { ...answer, state: 'UNKNOWN' }
    : answer
}

function answerOf({ ok, isUnknown, sentence }: AfterSaleResult, done: ActAnswer['state']): ActAnswer {
  return { state: ok ? done : isUnknown ? 'UNKNOWN' : 'REFUSED', sentence }
}

async function resolve(act: Act, order: ActOrder): Promise<ActAnswer> {
  const charged = act.charged === true
  const done = charged ? 'ACCEPTED' : 'DONE'
  const result = await resolveUnknownCharge(act.orderId, charged)
  if (result.ok) return answerOf(result, done)
  // It was done before, and the process died before it could say so.
  const charge = order.charges.find(({ id }) => id === act.attemptId)
  return charge?.state === (charged ? 'SUCCEEDED' : 'DECLINED')
    ? { state: done, sentence: `Order ${act.orderId} counts as ${charged ? '' : 'not '}charged.` }
    : answerOf(result, done)
}

const messages = {
  full: 'The merchant refunds this payment in full.',
  part: 'The merchant refunds a part of this payment.',
}

async function openTicket(act: Act, order: ActOrder): Promise<ActAnswer> {
  const { PAYMENTWALL_API_URL, PAYMENTWALL_PROJECT_KEY, PAYMENTWALL_SECRET_KEY, PAYMENTWALL_MODE } = env()
  const isPart = act.kind === 'PARTIAL_REFUND'
  const answer = await requestRefund({
    apiUrl: PAYMENTWALL_API_URL,
    projectKey: PAYMENTWALL_PROJECT_KEY,
    secretKey: PAYMENTWALL_SECRET_KEY,
    ref: act.ref ?? '',
    message: isPart ? messages.part : messages.full,
    amount: isPart ? toDecimal({ amount: act.amount ?? 0, currency: order.currency }) : undefined,
    refundId: act.id,
    testMode: PAYMENTWALL_MODE === 'test',
  })
  if (answer.ok) {
    // Payment Status knows no amounts, so of a part it can't tell.
    if (!isPart) await expectPingback(db(), act.orderId, 'refund')
    return {
      state: 'ACCEPTED',
      sentence: `Paymentwall accepted a ticket to refund ${formatAmount(act.amount ?? 0, order)} of payment ${act.ref}; it is complete when Paymentwall’s pingback arrives.`,
    }
  }
  const { kind, retryable, sent, message } = answer.error
  if (!sent) return { state: 'REFUSED', sentence: `${message} Nothing was sent. Try again.` }
  if (kind === 'refused' && !retryable) return { state: 'REFUSED', sentence: `${message}.` }
  return { state: 'UNKNOWN', sentence: `It is not known whether Paymentwall accepted the ticket: ${message}` }
}
