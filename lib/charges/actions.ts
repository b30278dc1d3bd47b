'use server'

import { notFound, redirect } from 'next/navigation'
import { z } from 'zod'
import { requireUser } from '@/lib/accounts/session'
import { expireSecure, storeSaveCardChoice } from '@/lib/charges/mutations'
import { deleteCard } from '@/lib/charges/saved-cards'
import { savedCardIdSchema } from '@/lib/charges/schema'
import { formAction, serverAction } from '@/lib/http/server-action'
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

/** Gives up a payment that waits for the buyer's bank, so that the order can be paid in another way. */
export const leaveBank = formAction(async (form) => {
  const order = await requireOrder(form.get('order'))
  const left = await expireSecure({ orderId: order.id })
  if (left && form.get('then') === 'checkout') redirect(`/checkout/${order.id}`)
})

/** Deletes a saved card of the account, then shows those that are left. */
export const removeCard = formAction(async (form) => {
  const user = await requireUser('/account/cards')
  const cardId = savedCardIdSchema.safeParse(form.get('card'))
  if (!cardId.success || !(await deleteCard(cardId.data, user.uid))) notFound()
  redirect(`/account/cards?deleted=${cardId.data}`)
})
