'use server'

import { redirect } from 'next/navigation'
import { handleForm } from '@/lib/accounts/form'
import { ownChange } from '@/lib/accounts/own-change'
import { closing } from '@/lib/accounts/schema'
import { attemptOrigin, endSession, requireUser } from '@/lib/accounts/session'
import { shopTime } from '@/lib/clock'
import { closeOwnAccount } from '@/lib/closing/mutations'
import { formStateAction } from '@/lib/http/server-action'
import { requestLocale } from '@/lib/languages/request-locale'

/** Closes the account of the user who is signed in, given the password, then says so. */
export const closeAccountAction = formStateAction(async (form) => {
  const user = await requireUser('/account/close')
  const origin = await attemptOrigin()
  return handleForm(closing, form, async (input) => {
    const at = await shopTime()
    await ownChange(user, 'account.close', 'The operator’s own account was closed.', () =>
      closeOwnAccount({ ...input, ...origin, uid: user.uid }, at),
    )
    await endSession()
    redirect((await requestLocale()).path('/login?closed'))
  })
})
