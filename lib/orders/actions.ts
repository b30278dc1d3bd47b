'use server'

import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { currentUser, requireUser } from '@/lib/accounts/session'
import { addToCart } from '@/lib/cart/mutations'
import { cartOwner, rememberGuestCart } from '@/lib/cart/session'
import { shopTime } from '@/lib/clock'
import { clientAddress } from '@/lib/http/client-address'
import { formAction } from '@/lib/http/server-action'
import { findOrder } from '@/lib/orders/data'
import { acceptTerms, createOrder } from '@/lib/orders/mutations'
import { dayName, orderIdSchema, placeOrderSchema } from '@/lib/orders/schema'
import { isPayable } from '@/lib/orders/state'
import { orderWording } from '@/lib/orders/terms'
import { policyVersion } from '@/lib/policies/policies'

const refusals = {
  empty: 'empty',
  unavailable: 'unavailable',
  mixed_currencies: 'mixed',
  membership_alone: 'membership',
} as const

/**
 * "Buy": makes an order of the products named in the form and opens its checkout. Signed out, it leads through the
 * sign-in to the cart, where the product waits. Prices come from the database; when one differs from what the form says
 * the buyer saw, the checkout says so.
 */
export const placeOrder = formAction(async (form) => {
  const parsed = placeOrderSchema.safeParse({
    product: form.getAll('product'),
    shown: form.getAll('shown'),
    from: form.get('from') ?? '/cart',
  })
  if (!parsed.success) redirect('/cart?problem=empty')
  const { product: productIds, shown, from } = parsed.data
  const user = await currentUser()
  if (!user) {
    const kept = await keepInCart(productIds)
    redirect(`/login?next=${encodeURIComponent(kept ? '/cart' : from)}`)
  }

  const result = await createOrder(user.uid, productIds)
  if (!result.ok) redirect(`/cart?problem=${refusals[result.reason]}`)
  const changed = shown.some((entry) => {
    const [id = '', amount] = entry.split(':')
    return result.amounts.has(id) && result.amounts.get(id) !== Number(amount)
  })
  redirect(`/checkout/${result.orderId}${changed ? '?price=changed' : ''}`)
})

/** Puts a guest's products into the cart; false when one can't be there, such as a membership. */
async function keepInCart(productIds: string[]): Promise<boolean> {
  for (const productId of productIds) {
    const added = await addToCart(await cartOwner(), productId)
    if (!added.ok) return false
    await rememberGuestCart(added.cartId)
  }
  return true
}

/** The box on the checkout page: stores who accepted which policies when. Nothing that pays works before. */
export const acceptOrderTerms = formAction(async (form) => {
  const orderId = orderIdSchema.safeParse(form.get('order'))
  if (!orderId.success) notFound()
  const user = await requireUser(`/checkout/${orderId.data}`)
  const order = await findOrder(orderId.data, user.uid)
  if (!order) notFound()
  if (form.get('accept') !== 'yes') redirect(`/checkout/${order.id}?terms=missing`)
  if (!isPayable(order)) redirect(`/orders/${order.id}`)
  const now = await shopTime()
  const namesDays = order.lines.some(({ kind }) => kind === 'MEMBERSHIP')
  if (namesDays && form.get('day') !== dayName(now)) redirect(`/checkout/${order.id}?terms=old`)
  await acceptTerms({
    orderId: order.id,
    uid: user.uid,
    policyVersion,
    wording: orderWording(order, now),
    address: clientAddress(await headers()),
  })
  redirect(`/checkout/${order.id}`)
})
