'use server'

import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { requireUser } from '@/lib/accounts/session'
import { enterRefund } from '@/lib/charges/enter-refund'
import { expireSecure, storeSaveCardChoice } from '@/lib/charges/mutations'
import { enterRefundSchema } from '@/lib/charges/schema'
import { formAction, serverAction } from '@/lib/http/server-action'
import { operatorAction } from '@/lib/operators/operator-action'
import { findOrder } from '@/lib/orders/data'
import { orderIdSchema } from '@/lib/orders/schema'

async function requireOrder(id: unknown) {
  const orderId = orderIdSchema.safeParse(id)
  if (!orderId.success) notFound()
  const user = await requireUser(`/checkout/${orderId.data}`)
  const order = await findOrder(orderId.data, user.uid)
  return order ?? notFound()
}

/** The buyer's consent to keep the card that an order will be paid with, given or taken back. */
export const chooseToSaveCard = serverAction(z.tuple([orderIdSchema, z.boolean()]), async (orderId, save) => {
  const order = await requireOrder(orderId)
  await storeSaveCardChoice(order.id, save)
})

/** Gives up a payment that waits for the buyer's bank, so that the order can be paid with another payment method. */
export const leaveBank = formAction(async (form) => {
  const order = await requireOrder(form.get('order'))
  const left = await expireSecure({ orderId: order.id })
  if (left && form.get('then') === 'checkout') redirect(`/checkout/${order.id}`)
})

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
