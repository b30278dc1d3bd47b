'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { addToCart, removeFromCart } from '@/lib/cart/mutations'
import { cartOwner, rememberGuestCart } from '@/lib/cart/session'
import { productId } from '@/lib/catalog/schema'
import { formAction } from '@/lib/http/server-action'

// A redirect keeps the browser's header, and with it the number next to "Cart": hence refresh().

/** Puts the product named by the form's `product` into the cart, then shows the cart. */
export const addToCartAction = formAction(async (form) => {
  const product = productId.safeParse(form.get('product'))
  if (!product.success) redirect('/cart?problem=unavailable')
  const owner = await cartOwner()
  const added = await addToCart(owner, product.data)
  if (!added.ok) redirect(`/cart?problem=${added.reason}`)
  if (owner.uid === undefined) await rememberGuestCart(added.cartId)
  refresh()
  redirect(`/cart?added=${product.data}`)
})

/** Takes the product named by the form's `product` out of the cart, then shows the cart. */
export const removeFromCartAction = formAction(async (form) => {
  const product = productId.safeParse(form.get('product'))
  if (!product.success) redirect('/cart')
  await removeFromCart(await cartOwner(), product.data)
  refresh()
  redirect(`/cart?removed=${product.data}`)
})
