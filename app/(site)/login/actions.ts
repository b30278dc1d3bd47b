'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { handleForm } from '@/lib/accounts/form'
import { signIn } from '@/lib/accounts/mutations'
import { credentials } from '@/lib/accounts/schema'
import { startSession } from '@/lib/accounts/session'
import { adoptGuestCart } from '@/lib/cart/session'
import { clientAddress } from '@/lib/http/client-address'
import { ownPath } from '@/lib/http/own-path'
import { formStateAction } from '@/lib/http/server-action'

/** Signs in with the form's e-mail address and password, then shows the page in its `next`. */
export const signInAction = formStateAction(async (form) => {
  const address = clientAddress(await headers())
  return handleForm(credentials, form, async (input) => {
    const subject = await signIn({ ...input, address })
    await startSession(subject)
    await adoptGuestCart(subject.uid)
    redirect(ownPath(form.get('next'), '/account'))
  })
})
