'use server'

import { headers } from 'next/headers'
import { enter } from '@/app/(site)/_accounts/enter'
import { handleForm } from '@/lib/accounts/form'
import { register } from '@/lib/accounts/mutations'
import { registration } from '@/lib/accounts/schema'
import { clientAddress } from '@/lib/http/client-address'
import { formStateAction } from '@/lib/http/server-action'

/** Opens an account with the form's entries and signs in, then leads on. */
export const registerAction = formStateAction(async (form) => {
  const address = clientAddress(await headers())
  return handleForm(registration, form, async (input) => {
    await enter(await register({ ...input, address }), form)
  })
})
