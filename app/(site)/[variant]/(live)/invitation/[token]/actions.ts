'use server'

import { redirect } from 'next/navigation'
import { firstPage } from '@/lib/accounts/access'
import { handleForm } from '@/lib/accounts/form'
import { AccountError, register } from '@/lib/accounts/mutations'
import { registration } from '@/lib/accounts/schema'
import { attemptOrigin, currentBuyer, requireUser, startSession } from '@/lib/accounts/session'
import { adoptGuestCart } from '@/lib/cart/session'
import type { Role } from '@/lib/generated/prisma/enums'
import { formAction, formStateAction } from '@/lib/http/server-action'
import { requestLocale } from '@/lib/languages/request-locale'
import { findInvitation } from '@/lib/operators/data'
import { acceptInvitation } from '@/lib/operators/mutations'
import { tokenSchema } from '@/lib/operators/schema'

/** Where a new operator begins. */
const beginning = (role: Role) => (role === 'REVIEWER' ? firstPage({ role }) : '/admin')

/** The token in the path of the form's page; one that is none belongs to no invitation. */
function tokenOf(form: FormData): string {
  const [, token] = /^\/invitation\/([^/]+)$/.exec(String(form.get('next'))) ?? []
  return tokenSchema.safeParse(token).data ?? ''
}

/** Opens an account for somebody who is invited, makes it an operator's and signs in to it. */
export const registerAndJoinAction = formStateAction(async (form) => {
  const origin = await attemptOrigin()
  const { path } = await requestLocale()
  const token = tokenOf(form)
  return handleForm(registration, form, async (input) => {
    if (!(await findInvitation(token))) throw new AccountError('form', (t) => t('accounts.invitation.gone'))
    const before = await currentBuyer()
    const { uid } = await register({ ...input, ...origin })
    const joined = await acceptInvitation(token, uid, origin.address)
    if (!joined.ok) {
      throw new AccountError('form', (t) => t('accounts.invitation.customer'))
    }
    await adoptGuestCart(uid, before?.isGuest ? before.uid : undefined)
    await startSession(joined.subject)
    redirect(path(beginning(joined.role)))
  })
})

/** Makes the account that is signed in an operator's, and goes on with a new session. */
export const joinAction = formAction(async (form) => {
  const token = tokenOf(form)
  const page = `/invitation/${token}`
  const { uid } = await requireUser(page)
  const joined = await acceptInvitation(token, uid, (await attemptOrigin()).address)
  const { path } = await requestLocale()
  if (!joined.ok) redirect(path(page))
  await startSession(joined.subject)
  redirect(path(beginning(joined.role)))
})
