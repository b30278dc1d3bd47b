'use server'

import { enter } from '@/app/(site)/_accounts/enter'
import { handleForm } from '@/lib/accounts/form'
import { register } from '@/lib/accounts/mutations'
import { registration } from '@/lib/accounts/schema'
import { attemptOrigin } from '@/lib/accounts/session'
import { formStateAction } from '@/lib/http/server-action'

/** Opens an account with the form's entries and signs in, then leads on. */
export const registerAction = formStateAction(async (form) => {
  const origin = await attemptOrigin()
  return handleForm(registration, form, async (input) => {
    await enter(await register({ ...input, ...origin }), form)
  })
})
