'use server'

import { enter } from '@/app/(site)/_accounts/enter'
import { handleForm } from '@/lib/accounts/form'
import { signIn } from '@/lib/accounts/mutations'
import { credentials } from '@/lib/accounts/schema'
import { attemptOrigin } from '@/lib/accounts/session'
import { formStateAction } from '@/lib/http/server-action'

/** Signs in with the form's e-mail address and password, then leads on. */
export const signInAction = formStateAction(async (form) => {
  const origin = await attemptOrigin()
  return handleForm(credentials, form, async (input) => {
    await enter(await signIn({ ...input, ...origin }), form)
  })
})
