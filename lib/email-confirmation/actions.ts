'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { handleForm } from '@/lib/accounts/form'
import { attemptOrigin, forgetCurrentUser, requireUser } from '@/lib/accounts/session'
import { confirmEmail, requestConfirmation } from '@/lib/email-confirmation/mutations'
import { confirmationTokenSchema } from '@/lib/email-confirmation/schema'
import { formAction, formStateAction } from '@/lib/http/server-action'
import { requestLocale } from '@/lib/languages/request-locale'

/** Sends the user who is signed in another link that proves the address. */
export const requestConfirmationAction = formStateAction(async (form) => {
  const user = await requireUser('/account')
  return handleForm(z.object({}), form, async () => {
    if (user.emailProvenAt) return
    const { language } = await attemptOrigin()
    await requestConfirmation({ ...user, language })
  })
})

/** Proves an address by the link of the form's page. */
export const confirmEmailAction = formAction(async (form) => {
  const token = confirmationTokenSchema.safeParse(form.get('token')).data
  if (token === undefined || !(await confirmEmail(token))) {
    // The page says that the link no longer works.
    refresh()
    return
  }
  await forgetCurrentUser()
  redirect((await requestLocale()).path('/account?confirmed'))
})
