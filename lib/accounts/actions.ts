'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { handleForm } from '@/lib/accounts/form'
import { changeEmail, changeName, changePassword, endSessionOf, endSessions } from '@/lib/accounts/mutations'
import { ownChange } from '@/lib/accounts/own-change'
import { emailChange, nameChange, passwordChange, sessionDigestSchema } from '@/lib/accounts/schema'
import {
  attemptOrigin,
  currentUser,
  endSession,
  forgetCurrentUser,
  requireUser,
  startSession,
} from '@/lib/accounts/session'
import { formAction, formStateAction } from '@/lib/http/server-action'
import { requestLocale } from '@/lib/languages/request-locale'

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
  const user = await requireUser(page)
  const origin = await attemptOrigin()
  return handleForm(emailChange, form, async (input) => {
    const changed = await ownChange(
      user,
      'account.email',
      'The operator’s own e-mail address was changed.',
      () => changeEmail({ ...input, ...origin, uid: user.uid }),
    )
    await startSession(changed)
  })
})

/** Sets the password that the form gives, and goes on with a new session. */
export const changePasswordAction = formStateAction(async (form) => {
  const user = await requireUser(page)
  const origin = await attemptOrigin()
  return handleForm(passwordChange, form, async (input) => {
    const changed = await ownChange(
      user,
      'account.password',
      'The operator’s own password was changed.',
      () => changePassword({ ...input, ...origin, uid: user.uid }),
    )
    await startSession(changed)
  })
})

/** Signs this browser out, and no other. */
export const signOutAction = formAction(async () => {
  await endSession()
  redirect((await requestLocale()).path('/'))
})

/** Signs one device of the account out. */
export const signOutDeviceAction = formAction(async (form) => {
  const { uid } = await requireUser(page)
  const digest = sessionDigestSchema.safeParse(form.get('session'))
  if (digest.success) await endSessionOf(uid, digest.data)
  refresh()
})

/** Signs the account out in every browser. */
export const signOutEverywhereAction = formAction(async () => {
  const user = await currentUser()
  if (user) await endSessions(user.uid)
  await endSession()
  redirect((await requestLocale()).path('/login?ended'))
})
