'use server'

import { refresh } from 'next/cache'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { handleForm } from '@/lib/accounts/form'
import { changeEmail, changeName, changePassword, endSessions } from '@/lib/accounts/mutations'
import { emailChange, nameChange, passwordChange } from '@/lib/accounts/schema'
import { currentUser, endSession, forgetCurrentUser, requireUser, startSession } from '@/lib/accounts/session'
import { clientAddress } from '@/lib/http/client-address'
import { formAction, formStateAction } from '@/lib/http/server-action'

const page = '/account'

/** Sets the name that the form gives. */
export const changeNameAction = formStateAction(async (form) => {
  const { uid } = await requireUser(page)
  return handleForm(nameChange, form, async ({ name }) => {
    await changeName({ uid, name })
    await forgetCurrentUser()
    refresh()
  })
})

/** Sets the e-mail address that the form gives, and goes on with a new session. */
export const changeEmailAction = formStateAction(async (form) => {
  const { uid } = await requireUser(page)
  const address = clientAddress(await headers())
  return handleForm(emailChange, form, async (input) => {
    await startSession(await changeEmail({ ...input, uid, address }))
  })
})

/** Sets the password that the form gives, and goes on with a new session. */
export const changePasswordAction = formStateAction(async (form) => {
  const { uid } = await requireUser(page)
  const address = clientAddress(await headers())
  return handleForm(passwordChange, form, async (input) => {
    await startSession(await changePassword({ ...input, uid, address }))
  })
})

/** Signs this browser out. */
export const signOutAction = formAction(async () => {
  await endSession()
  redirect('/')
})

/** Signs the account out in every browser. */
export const signOutEverywhereAction = formAction(async () => {
  const user = await currentUser()
  if (user) await endSessions(user.uid)
  await endSession()
  redirect('/login?ended')
})
