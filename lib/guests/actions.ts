'use server'

import { redirect } from 'next/navigation'
import { handleForm } from '@/lib/accounts/form'
import { AccountError } from '@/lib/accounts/mutations'
import { attemptOrigin, currentBuyer, startGuestSession } from '@/lib/accounts/session'
import { adoptGuestCart } from '@/lib/cart/session'
import { beginGuest } from '@/lib/guests/mutations'
import { guestEntry } from '@/lib/guests/schema'
import { formStateAction } from '@/lib/http/server-action'
import { needsAccount } from '@/lib/orders/data'
import { openPurchase } from '@/lib/orders/purchase'
import { findPurchase } from '@/lib/orders/session'

/**
 * Buys without an account what the form's `buy` names. Who is known here as a guest of this address stays that guest; another
 * address makes another.
 */
export const continueAsGuestAction = formStateAction(async (form) => {
  const { address } = await attemptOrigin()
  return handleForm(guestEntry, form, async ({ email }) => {
    const before = await currentBuyer()
    const purchase = await findPurchase(form.get('buy'))
    if (!purchase) {
      throw new AccountError('form', 'Your purchase was kept for half an hour. Go back to it and buy again.')
    }
    if (await needsAccount(purchase.product)) {
      throw new AccountError('form', 'A membership needs an account. Sign in or create one.')
    }
    if (before && (!before.isGuest || before.email === email)) {
      redirect(await openPurchase(before.uid, purchase))
    }
    const guest = await beginGuest({ email, address })
    await startGuestSession(guest)
    await adoptGuestCart(guest.uid, before?.uid)
    redirect(await openPurchase(guest.uid, purchase))
  })
})
