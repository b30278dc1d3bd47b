'use server'

import { headers } from 'next/headers'
import { enter } from '@/app/(site)/_accounts/enter'
import { handleForm } from '@/lib/accounts/form'
import { signIn } from '@/lib/accounts/mutations'
import { credentials } from '@/lib/accounts/schema'
import { clientAddress } from '@/lib/http/client-address'
import { formStateAction } from '@/lib/http/server-action'

/** Signs in with the form's e-mail address and password, then leads on. */
export const signInAction = formStateAction(async (form) => {
  const address = clientAddress(await headers())
  return handleForm(credentials, form, async (input) => {
    await enter(await signIn({ ...input, address }), form)
  })
})
