'use server'

import { redirect } from 'next/navigation'
import { handleForm } from '@/lib/accounts/form'
import { confirmPassword } from '@/lib/accounts/mutations'
import { attemptOrigin, currentSessionId, requireRole } from '@/lib/accounts/session'
import { recordAct } from '@/lib/audit'
import { ownPath } from '@/lib/http/own-path'
import { formStateAction } from '@/lib/http/server-action'
import { markConfirmed } from '@/lib/operators/mutations'
import { confirmationSchema } from '@/lib/operators/schema'

/** Takes the operator's password again, which then counts for this session for 15 minutes, and leads on. */
export const confirmAction = formStateAction(async (form) => {
  const next = ownPath(form.get('next'), '/admin')
  const operator = await requireRole('REVIEWER', next)
  const origin = await attemptOrigin()
  const actor = { uid: operator.uid, name: operator.email, address: origin.address }
  const state = await handleForm(confirmationSchema, form, async ({ password }) => {
    await confirmPassword({ uid: operator.uid, ...origin }, 'password', password)
    await markConfirmed(await currentSessionId())
  })
  await recordAct(actor, {
    act: 'session.confirm',
    subject: operator.uid,
    allowed: state.done,
    sentence: state.done ? 'The password was confirmed.' : (Object.values(state.errors)[0] ?? 'Refused.'),
  })
  return state.done ? redirect(next) : state
})
