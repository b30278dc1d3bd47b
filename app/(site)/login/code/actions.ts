'use server'

import { redirect } from 'next/navigation'
import { handleForm } from '@/lib/accounts/form'
import { actorOf, currentSessionId, requireUser } from '@/lib/accounts/session'
import { recordAct } from '@/lib/audit'
import { ownPath } from '@/lib/http/own-path'
import { formStateAction } from '@/lib/http/server-action'
import { codeSchema } from '@/lib/operators/schema'
import { enterCode } from '@/lib/second-factor/mutations'

/** Opens the back office to this session, given a code of the operator's second factor, then leads on. */
export const enterCodeAction = formStateAction(async (form) => {
  const next = ownPath(form.get('next'), '/admin')
  const user = await requireUser(`/login/code?next=${encodeURIComponent(next)}`)
  if (!user.isSecondFactorDue) redirect(next)
  const state = await handleForm(codeSchema, form, async ({ code }) => {
    await enterCode(user.uid, await currentSessionId(), code)
  })
  await recordAct(await actorOf(user), {
    act: 'session.code',
    subject: user.uid,
    allowed: state.done,
    sentence: state.done ? 'A code of the second factor was given.' : 'A wrong code was given.',
  })
  return state.done ? redirect(next) : state
})
