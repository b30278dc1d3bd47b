'use server'

import type { z } from 'zod'
import { donePath } from '@/lib/acts/pages'
import { askAgain, type Performed, performAct } from '@/lib/acts/perform'
import type { ActRequest } from '@/lib/acts/plan'
import { actFormSchema, actRequestSchemas, askAgainSchema } from '@/lib/acts/schema'
import type { Actor, Begun } from '@/lib/audit'
import { enterRefund } from '@/lib/charges/enter-refund'
import { enterRefundSchema } from '@/lib/charges/schema'
import { shopTime } from '@/lib/clock'
import { type OperatorResult, operatorAction } from '@/lib/operators/operator-action'

const withForm = <T extends z.ZodType>(request: T) => actFormSchema.and(request)

type Asked = z.output<typeof actFormSchema> & ActRequest

async function perform(asked: Asked, _: unknown, actor: Actor): Promise<Begun<OperatorResult>> {
  const { order: orderId, key, seen, reason } = asked
  const at = await shopTime()
  return shown(await performAct({ key, orderId, request: asked, seen, actor: actor.name, reason, at }))
}

/** Leads on to the act's own page, which tells what becomes of it. */
function shown({ actId, rest, ...done }: Begun<Performed>): Begun<OperatorResult> {
  return {
    ...done,
    ...(actId !== undefined && { to: donePath(done.orderId ?? '', actId) }),
    ...(rest && { rest: async () => shown(await rest()) }),
  }
}

export const refundAction = operatorAction(
  { role: 'ADMIN', act: 'order.refund', schema: withForm(actRequestSchemas.REFUND), confirmed: true },
  perform,
)

export const partialRefundAction = operatorAction(
  {
    role: 'ADMIN',
    act: 'order.partial-refund',
    schema: withForm(actRequestSchemas.PARTIAL_REFUND),
    confirmed: true,
  },
  perform,
)

export const captureAction = operatorAction(
  { role: 'ADMIN', act: 'order.capture', schema: withForm(actRequestSchemas.CAPTURE), confirmed: true },
  perform,
)

export const voidAction = operatorAction(
  { role: 'ADMIN', act: 'order.void', schema: withForm(actRequestSchemas.VOID), confirmed: true },
  perform,
)

export const resolveAction = operatorAction(
  { role: 'ADMIN', act: 'order.resolve', schema: withForm(actRequestSchemas.RESOLVE), confirmed: true },
  perform,
)

export const cancelSubscriptionAction = operatorAction(
  {
    role: 'ADMIN',
    act: 'order.cancel',
    schema: withForm(actRequestSchemas.CANCEL_SUBSCRIPTION),
    confirmed: true,
  },
  perform,
)

export const grantAction = operatorAction(
  { role: 'ADMIN', act: 'order.grant', schema: withForm(actRequestSchemas.GRANT) },
  perform,
)

export const withdrawAction = operatorAction(
  { role: 'ADMIN', act: 'order.withdraw', schema: withForm(actRequestSchemas.WITHDRAW) },
  perform,
)

export const askAgainAction = operatorAction(
  { role: 'ADMIN', act: 'order.ask-again', schema: askAgainSchema, confirmed: true },
  async ({ order: orderId, act: actId, ticket }) =>
    shown(await askAgain({ actId, orderId, seen: ticket, at: await shopTime() })),
)

/** Enters how much of a payment was refunded, as the merchant area of Paymentwall tells it. */
export const enterRefundAction = operatorAction(
  { role: 'ADMIN', act: 'payment.refunded', schema: enterRefundSchema },
  async ({ ref, amount, key, refunded }) => {
    const { ok, sentence, orderId, ...entered } = await enterRefund(ref, amount, { key, refunded })
    return {
      ok,
      sentence,
      subject: `payment ${ref}`,
      ...(orderId !== undefined && { orderId }),
      ...(ok && { before: { refunded: entered.refunded }, after: { added: amount } }),
    }
  },
)
