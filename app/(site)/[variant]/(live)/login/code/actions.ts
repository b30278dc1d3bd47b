'use server'

import { redirect } from 'next/navigation'
import { handleForm } from '@/lib/accounts/form'
import { actorOf, currentSessionId, requireUser } from '@/lib/accounts/session'
import { audited } from '@/lib/audit'
import { ownPath } from '@/lib/http/own-path'
import { formStateAction } from '@/lib/http/server-action'
import { requestLocale } from '@/lib/languages/request-locale'
import { codeSchema } from '@/lib/operators/schema'
import { enterCode } from '@/lib/second-factor/mutations'

/** Opens the back office to this session, given a code of the operator's second factor, then leads on. */
export const enterCodeAction = formStateAction(async (form) => {
  const next = ownPath(form.get('next'), '/admin')
  const user = await requireUser(`/login/code?next=${encodeURIComponent(next)}`)
  const { path } = await requestLocale()
  if (!user.isSecondFactorDue) redirect(path(next))
  const { result } = await audited(await actorOf(user), 'session.code', async () => {
    const state = await handleForm(codeSchema, form, async ({ code }) => {
      await enterCode(user.uid, await currentSessionId(), code)
    })
    const sentence = state.done ? 'A code of the second factor was given.' : 'A wrong code was given.'
    return { ok: state.done, subject: user.uid, sentence, state }
  })
  const { state } = result
  return state.done ? redirect(path(next)) : state
})
