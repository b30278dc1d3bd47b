'use server'

import { redirect } from 'next/navigation'
import { handleForm } from '@/lib/accounts/form'
import { attemptOrigin, endSession } from '@/lib/accounts/session'
import { formStateAction } from '@/lib/http/server-action'
import { requestLocale } from '@/lib/languages/request-locale'
import { requestPasswordReset, resetPassword } from '@/lib/password-reset/mutations'
import { newPassword, resetRequest, resetTokenSchema } from '@/lib/password-reset/schema'

/** Takes the request for a link. What it answers is the same for every address. */
export const requestResetAction = formStateAction(async (form) => {
  const { address, language } = await attemptOrigin()
  return handleForm(resetRequest, form, ({ email }) => requestPasswordReset({ email, address, language }))
})

/** Sets the new password by the link of the form's page, then leads to signing in with it. */
export const resetPasswordAction = formStateAction(async (form) => {
  const [, path] = /^\/reset\/([^/]+)$/.exec(String(form.get('next'))) ?? []
  const token = resetTokenSchema.safeParse(path).data ?? ''
  const { language, path: pathIn } = await requestLocale()
  return handleForm(newPassword, form, async ({ password }) => {
    await resetPassword({ token, password, language })
    await endSession()
    redirect(pathIn('/login?reset'))
  })
})
