'use server'

import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { type FormState, handleForm } from '@/lib/accounts/form'
import { register } from '@/lib/accounts/mutations'
import { registration } from '@/lib/accounts/schema'
import { startSession } from '@/lib/accounts/session'
import { adoptGuestCart } from '@/lib/cart/session'
import { clientAddress } from '@/lib/http/client-address'
import { ownPath } from '@/lib/http/own-path'

/** Opens an account with the form's entries and signs in, then shows the page in its `next`. */
export async function registerAction(_: FormState, form: FormData): Promise<FormState> {
  const address = clientAddress(await headers())
  return handleForm(registration, form, async (input) => {
    const subject = await register({ ...input, address })
    await startSession(subject)
    await adoptGuestCart(subject.uid)
    redirect(ownPath(form.get('next'), '/account'))
  })
}
