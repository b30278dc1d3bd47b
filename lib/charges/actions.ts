'use server'

import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { requireBuyer } from '@/lib/accounts/session'
import { expireSecure, storeSaveCardChoice } from '@/lib/charges/mutations'
import { formAction, serverAction } from '@/lib/http/server-action'
import { requestLocale } from '@/lib/languages/request-locale'
import { findOrder } from '@/lib/orders/data'
import { orderIdSchema } from '@/lib/orders/schema'

async function requireOrder(id: unknown) {
  const orderId = orderIdSchema.safeParse(id)
  if (!orderId.success) notFound()
  const user = await requireBuyer(`/checkout/${orderId.data}`)
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
  if (left && form.get('then') === 'checkout') {
    redirect((await requestLocale()).path(`/checkout/${order.id}`))
  }
})
