'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { faultIn } from '@/lib/accounts/faults'
import { handleForm } from '@/lib/accounts/form'
import { AccountError, confirmPassword } from '@/lib/accounts/mutations'
import { emailAddress } from '@/lib/accounts/schema'
import { actorOf, attemptOrigin, currentSessionId, requireRole } from '@/lib/accounts/session'
import { audited } from '@/lib/audit'
import { ownPath } from '@/lib/http/own-path'
import { formStateAction } from '@/lib/http/server-action'
import { english } from '@/lib/languages/locale'
import {
  changeRole,
  invite,
  inviteByMail,
  markConfirmed,
  withdrawInvitation,
} from '@/lib/operators/mutations'
import { type OperatorResult, operatorAction, operatorStateAction } from '@/lib/operators/operator-action'
import {
  accountSchema,
  codeSchema,
  confirmationSchema,
  invitationSchema,
  removalSchema,
  roleChangeSchema,
  withdrawalSchema,
} from '@/lib/operators/schema'
import { roleWords } from '@/lib/operators/words'
import { beginSecondFactor, confirmSecondFactor, removeSecondFactor } from '@/lib/second-factor/mutations'

/** Takes the operator's password again, which then counts for this session for 15 minutes, and leads on. */
export const confirmAction = formStateAction(async (form) => {
  const next = ownPath(form.get('next'), '/admin')
  const operator = await requireRole('REVIEWER', next)
  const origin = await attemptOrigin()
  const actor = await actorOf(operator)
  const { result } = await audited(actor, 'session.confirm', async () => {
    const state = await handleForm(confirmationSchema, form, async ({ password }) => {
      await confirmPassword({ uid: operator.uid, ...origin }, 'password', password)
      await markConfirmed(await currentSessionId())
    })
    const fault = Object.values(state.errors)[0] ?? 'Refused.'
    const sentence = state.done ? 'The password was confirmed.' : fault
    return { ok: state.done, subject: operator.uid, sentence, state }
  })
  const { state } = result
  return state.done ? redirect(next) : state
})

/** What the form that invites shows: what came of it, and the token of the link, this once, unless a mail brings it. */
export type InvitationState =
  | { sentence: string; secret: string | undefined }
  | { fault: string; typed: { role: string; note: string; email: string } }

/** Invites an operator. */
export const inviteAction = operatorStateAction(
  { role: 'ADMIN', act: 'operator.invite', schema: invitationSchema, confirmed: true },
  async ({ role, note, email: typed }, operator): Promise<OperatorResult & { state: InvitationState }> => {
    const read = emailAddress.optional().safeParse(typed || undefined)
    if (!read.success) {
      const fault = faultIn(english.t, read.error.issues[0]?.message ?? 'accounts.faults.other')
      const state = { fault, typed: { role, note, email: typed } }
      return { ok: false, sentence: `Nothing was done: ${fault}`, state }
    }
    const email = read.data
    const told = { ok: true, reason: note, after: { role } }
    if (email !== undefined) {
      await inviteByMail({ role, note, createdBy: operator.uid, email })
      const sentence = `The invitation to become ${roleWords[role]} is on its way. Its link works once, and expires in seven days.`
      const state: InvitationState = { sentence, secret: undefined }
      return { ...told, sentence, state }
    }
    const secret = await invite({ role, note, createdBy: operator.uid })
    const sentence = `The invitation to become ${roleWords[role]} is ready. Copy this link and send it: it is shown only once, works once, and expires in seven days.`
    const state: InvitationState = { sentence, secret }
    return { ...told, sentence, state }
  },
)

/** Takes back an invitation that nobody has used yet. */
export const withdrawInvitationAction = operatorAction(
  { role: 'ADMIN', act: 'operator.uninvite', schema: withdrawalSchema },
  async ({ invitation }) =>
    (await withdrawInvitation(invitation))
      ? { ok: true, sentence: 'The invitation was revoked. Its link no longer works.' }
      : { ok: false, sentence: 'This invitation has already been used or has expired.' },
)

/** Gives an operator another role. */
export const changeRoleAction = operatorAction(
  { role: 'ADMIN', act: 'operator.role', schema: roleChangeSchema, confirmed: true },
  async (change) => ({ subject: change.uid, ...(await changeRole(change)) }),
)

/** Makes an operator a customer again. */
export const removeOperatorAction = operatorAction(
  { role: 'ADMIN', act: 'operator.remove', schema: removalSchema, confirmed: true },
  async ({ uid, was }) => {
    const done = await changeRole({ uid, was, role: 'BUYER' })
    return { subject: uid, ...done, ...(done.ok && { to: '/admin/operators' }) }
  },
)

const noSecondFactor = {
  ok: true,
  sentence: 'Two-factor authentication is already off. Nothing was changed.',
}

/** Takes the second factor off another operator's account, who has lost it. */
export const resetSecondFactorAction = operatorAction(
  { role: 'ADMIN', act: 'second-factor.reset', schema: accountSchema, confirmed: true },
  async ({ uid }) => ({
    subject: uid,
    ...((await removeSecondFactor(uid))
      ? {
          ok: true,
          sentence: 'Two-factor authentication is off. This operator signs in with the password alone.',
        }
      : noSecondFactor),
  }),
)

/** Begins to set up the operator's own second factor. */
export const beginSecondFactorAction = operatorAction(
  { role: 'REVIEWER', act: 'second-factor.begin', schema: z.object({}), confirmed: true },
  async (_, { uid }) => ({
    subject: uid,
    ...((await beginSecondFactor(uid))
      ? { ok: true, sentence: 'Scan the QR code below, then enter the code that your authenticator shows.' }
      : { ok: false, sentence: 'Two-factor authentication is already on.' }),
  }),
)

/** Has the operator's own second factor count, given a code of it. */
export const confirmSecondFactorAction = operatorAction(
  { role: 'REVIEWER', act: 'second-factor.confirm', schema: codeSchema, confirmed: true },
  async ({ code }, { uid }) => {
    try {
      await confirmSecondFactor(uid, await currentSessionId(), code)
    } catch (error) {
      if (!(error instanceof AccountError)) throw error
      return { ok: false, subject: uid, sentence: error.message }
    }
    return {
      ok: true,
      subject: uid,
      sentence: 'Two-factor authentication is on. The back office asks for a code once per session.',
    }
  },
)

/** Takes the operator's own second factor off. */
export const removeOwnSecondFactorAction = operatorAction(
  { role: 'REVIEWER', act: 'second-factor.remove', schema: z.object({}), confirmed: true },
  async (_, { uid }) => ({
    subject: uid,
    ...((await removeSecondFactor(uid))
      ? { ok: true, sentence: 'Two-factor authentication is off.' }
      : noSecondFactor),
  }),
)
