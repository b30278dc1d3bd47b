import { redirect } from 'next/navigation'
import { firstPage } from '@/lib/accounts/access'
import type { SessionSubject } from '@/lib/accounts/mutations'
import { currentBuyer, currentUser, startSession } from '@/lib/accounts/session'
import { adoptGuestCart } from '@/lib/cart/session'
import { ownPath } from '@/lib/http/own-path'
import { requestLocale } from '@/lib/languages/request-locale'
import { openPurchase } from '@/lib/orders/purchase'
import { takePurchase } from '@/lib/orders/session'

/**
 * Starts the session of somebody who has just signed in or registered, and redirects: to the checkout of the purchase that
 * the form's `buy` names, otherwise to the form's `next`, and without one to where such an account begins; in the language of
 * the page. For actions.
 */
export async function enter(subject: SessionSubject, form: FormData): Promise<never> {
  const before = await currentBuyer()
  // First, so that a guest who could not take the cart along still has both.
  await adoptGuestCart(subject.uid, before?.isGuest ? before.uid : undefined)
  await startSession(subject)
  const { path } = await requestLocale()
  const purchase = await takePurchase(form.get('buy'))
  if (purchase) redirect(path(await openPurchase(subject.uid, purchase)))
  redirect(path(ownPath(form.get('next'), firstPage(await currentUser()))))
}
