'use server'

import { notFound, redirect } from 'next/navigation'
import { handleForm } from '@/lib/accounts/form'
import { AccountError } from '@/lib/accounts/mutations'
import {
  attemptOrigin,
  currentBuyer,
  requireUser,
  startGuestSession,
  startSession,
} from '@/lib/accounts/session'
import { adoptGuestCart } from '@/lib/cart/session'
import { beginGuest, joinGuest, openGuestAccount } from '@/lib/guests/mutations'
import { guestEntry, guestPassword } from '@/lib/guests/schema'
import { formAction, formStateAction } from '@/lib/http/server-action'
import { requestLocale } from '@/lib/languages/request-locale'
import { linkedOrder } from '@/lib/order-links/session'
import { needsAccount } from '@/lib/orders/data'
import { openPurchase } from '@/lib/orders/purchase'
import { orderIdSchema } from '@/lib/orders/schema'
import { findPurchase } from '@/lib/orders/session'

/**
 * Buys without an account what the form's `buy` names. Whoever is known here as a guest of this address stays that guest;
 * another address makes another.
 */
export const continueAsGuestAction = formStateAction(async (form) => {
  const origin = await attemptOrigin()
  const { path } = await requestLocale()
  return handleForm(guestEntry, form, async ({ email }) => {
    const before = await currentBuyer()
    const purchase = await findPurchase(form.get('buy'))
    if (!purchase) {
      throw new AccountError('form', (t) => t('accounts.guest.expired'))
    }
    if (await needsAccount(purchase.product)) {
      throw new AccountError('form', (t) => t('accounts.guest.membership'))
    }
    if (before && (!before.isGuest || before.email === email)) {
      redirect(path(await openPurchase(before.uid, purchase)))
    }
    const guest = await beginGuest({ email, ...origin })
    await adoptGuestCart(guest.uid, before?.uid)
    await startGuestSession(guest)
    redirect(path(await openPurchase(guest.uid, purchase)))
  })
})

/** The order of a form, if its link was opened in this browser; else the page does not exist. */
async function requireLinked(order: unknown) {
  const id = orderIdSchema.safeParse(order).data
  return (id && (await linkedOrder({ id }))) || notFound()
}

/** Adds what the guest of an order has bought to the account of the user who is signed in, which has the same address. */
export const joinGuestAction = formAction(async (form) => {
  const { id, uid, link } = await requireLinked(form.get('order'))
  const user = await requireUser(`/orders/${id}`)
  const { path } = await requestLocale()
  redirect(path((await joinGuest(uid, user.uid, link)) ? `/orders/${id}?joined` : `/orders/${id}`))
})

/** Makes the guest of an order an account, with the password of the form, and signs in. */
export const openGuestAccountAction = formStateAction(async (form) => {
  const [, order] = /^\/orders\/([^/]+)$/.exec(String(form.get('next'))) ?? []
  const { id, uid, email, link } = await requireLinked(order)
  const { language, path } = await requestLocale()
  return handleForm(guestPassword, form, async ({ password }) => {
    const before = await currentBuyer()
    const account = await openGuestAccount({ uid, email, password, link, language })
    await adoptGuestCart(account.uid, before?.isGuest ? before.uid : undefined)
    await startSession(account)
    redirect(path(`/orders/${id}?joined`))
  })
})
