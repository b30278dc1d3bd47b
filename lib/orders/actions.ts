'use server'

import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { currentBuyer, requireBuyer } from '@/lib/accounts/session'
import { shopTime } from '@/lib/clock'
import { knownCurrency } from '@/lib/currencies.mjs'
import { chosenCurrency } from '@/lib/hints/currency'
import { clientAddress } from '@/lib/http/client-address'
import { formAction } from '@/lib/http/server-action'
import { requestLocale } from '@/lib/languages/request-locale'
import { findOrder, needsAccount } from '@/lib/orders/data'
import { acceptTerms } from '@/lib/orders/mutations'
import { openPurchase } from '@/lib/orders/purchase'
import { dayName, orderIdSchema, placeOrderSchema } from '@/lib/orders/schema'
import { rememberPurchase } from '@/lib/orders/session'
import { isPayable } from '@/lib/orders/state'
import { orderWording } from '@/lib/orders/terms'
import { policyVersion } from '@/lib/policies/policies'

const cartPath = '/cart'

/**
 * "Buy": makes an order of the products named in the form and opens its checkout. A buyer whom the shop does not know is asked
 * to sign in or to buy as a guest; signing in from the cart, which is then merged with the account's, leads back to the cart.
 * Prices come from the database, in the currency that the buyer saw; when one differs from the price that the form says the buyer saw, the checkout shows a notice.
 */
export const placeOrder = formAction(async (form) => {
  const parsed = placeOrderSchema.safeParse({
    product: form.getAll('product'),
    shown: form.getAll('shown'),
    // The currency of the page the button was on, whatever another tab has chosen since.
    currency: knownCurrency(form.get('currency')) ?? (await chosenCurrency()),
    from: form.get('from') ?? cartPath,
  })
  const { path } = await requestLocale()
  if (!parsed.success) redirect(path(`${cartPath}?problem=empty`))
  const purchase = parsed.data
  const buyer = await currentBuyer()
  if (buyer && !buyer.isGuest) redirect(path(await openPurchase(buyer.uid, purchase)))
  const key = await rememberPurchase(purchase)
  if (buyer && !(await needsAccount(purchase.product)))
    redirect(path(await openPurchase(buyer.uid, purchase)))
  const signIn = new URLSearchParams({ next: purchase.from })
  signIn.set(purchase.from === cartPath ? 'guest' : 'buy', key)
  redirect(path(`/login?${signIn}`))
})

/** The terms on the checkout page: stores who accepted which policies when. Nothing can be paid before that. */
export const acceptOrderTerms = formAction(async (form) => {
  const orderId = orderIdSchema.safeParse(form.get('order'))
  if (!orderId.success) notFound()
  const user = await requireBuyer(`/checkout/${orderId.data}`)
  const order = await findOrder(orderId.data, user.uid)
  if (!order) notFound()
  const locale = await requestLocale()
  const here = locale.path(`/checkout/${order.id}`)
  if (form.get('accept') !== 'yes') redirect(`${here}?terms=missing`)
  const now = await shopTime()
  if (!isPayable(order, now)) redirect(locale.path(`/orders/${order.id}`))
  const hasDates = order.lines.some(({ kind }) => kind === 'MEMBERSHIP')
  if (hasDates && form.get('day') !== dayName(now)) redirect(`${here}?terms=old`)
  await acceptTerms({
    orderId: order.id,
    uid: user.uid,
    policyVersion,
    wording: orderWording(locale, order, now, form.get('second') === 'yes'),
    language: locale.language,
    address: clientAddress(await headers()),
  })
  redirect(here)
})
