'use server'

import { redirect } from 'next/navigation'
import { handleForm } from '@/lib/accounts/form'
import { attemptOrigin, endSession } from '@/lib/accounts/session'
import { formStateAction } from '@/lib/http/server-action'
import { requestPasswordReset, resetPassword } from '@/lib/password-reset/mutations'
import { newPassword, resetRequest, resetTokenSchema } from '@/lib/password-reset/schema'

/** Takes the request for a link. What it answers is the same for every address. */
export const requestResetAction = formStateAction(async (form) => {
  const { address } = await attemptOrigin()
  return handleForm(resetRequest, form, ({ email }) => requestPasswordReset({ email, address }))
})

/** Sets the new password by the link of the form's page, then leads to signing in with it. */
export const resetPasswordAction = formStateAction(async (form) => {
  const [, path] = /^\/reset\/([^/]+)$/.exec(String(form.get('next'))) ?? []
  const token = resetTokenSchema.safeParse(path).data ?? ''
  return handleForm(newPassword, form, async ({ password }) => {
    await resetPassword({ token, password })
    await endSession()
    redirect('/login?reset')
  })
})
