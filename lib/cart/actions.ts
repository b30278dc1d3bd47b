'use server'

import { redirect } from 'next/navigation'
import { addToCart, removeFromCart } from '@/lib/cart/mutations'
import { cartOwner, hintAtCart, rememberGuestCart } from '@/lib/cart/session'
import { productId } from '@/lib/catalog/schema'
import { formAction } from '@/lib/http/server-action'
import { requestLocale } from '@/lib/languages/request-locale'

/** Puts the product named by the form's `product` into the cart, then shows the cart. */
export const addToCartAction = formAction(async (form) => {
  const { path } = await requestLocale()
  const product = productId.safeParse(form.get('product'))
  if (!product.success) redirect(path('/cart?problem=unavailable'))
  const owner = await cartOwner()
  const added = await addToCart(owner, product.data)
  if (!added.ok) redirect(path(`/cart?problem=${added.reason}`))
  if (owner.uid === undefined) await rememberGuestCart(added.cartId)
  await hintAtCart(owner.uid === undefined ? { cartId: added.cartId } : owner)
  redirect(path(`/cart?added=${product.data}`))
})

/** Takes the product named by the form's `product` out of the cart, then shows the cart. */
export const removeFromCartAction = formAction(async (form) => {
  const { path } = await requestLocale()
  const product = productId.safeParse(form.get('product'))
  if (!product.success) redirect(path('/cart'))
  const owner = await cartOwner()
  await removeFromCart(owner, product.data)
  await hintAtCart(owner)
  redirect(path(`/cart?removed=${product.data}`))
})
