'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { handleForm } from '@/lib/accounts/form'
import { register } from '@/lib/accounts/mutations'
import { registration } from '@/lib/accounts/schema'
import { startSession } from '@/lib/accounts/session'
import { adoptGuestCart } from '@/lib/cart/session'
import { clientAddress } from '@/lib/http/client-address'
import { ownPath } from '@/lib/http/own-path'
import { formStateAction } from '@/lib/http/server-action'

/** Opens an account with the form's entries and signs in, then shows the page in its `next`. */
export const registerAction = formStateAction(async (form) => {
  const address = clientAddress(await headers())
  return handleForm(registration, form, async (input) => {
    const subject = await register({ ...input, address })
    await startSession(subject)
    await adoptGuestCart(subject.uid)
    redirect(ownPath(form.get('next'), '/account'))
  })
})
