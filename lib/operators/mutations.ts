import { hasRole } from '@/lib/accounts/access'
import { lockWithAdmins } from '@/lib/accounts/admins'
import type { SessionSubject } from '@/lib/accounts/mutations'
import { sessionDigest } from '@/lib/accounts/session-id'
import { recordAct } from '@/lib/audit'
import { db } from '@/lib/db'
import type { Role } from '@/lib/generated/prisma/enums'
import { newId, type Uid } from '@/lib/ids'
import { queueMail } from '@/lib/mail-queue'
import { invitationDigest } from '@/lib/operators/data'
import { roleWords } from '@/lib/operators/words'

type OperatorRole = Exclude<Role, 'BUYER'>

/** Notes that the owner of a session has given the password again. Nothing for a session that is not there. */
export async function markConfirmed(sessionId: string | undefined, at = new Date()): Promise<void> {
  if (sessionId === undefined) return
  await db().session.updateMany({ where: { id: sessionDigest(sessionId) }, data: { confirmedAt: at } })
}

/** What came of a change of somebody's role, for the operator who wanted it. */
export interface RoleChange {
  ok: boolean
  sentence: string
  before?: { role: Role }
  after?: { role: Role }
}

/**
 * Gives an account another role, of a buyer too: then it is no operator's any more, and its second factor goes. Its sessions
 * end with the old role. The last admin stays one.
 *
 * @param change.was the role that the operator saw: where it changed meanwhile, nothing happens
 */
export async function changeRole(change: { uid: Uid; was: Role; role: Role }): Promise<RoleChange> {
  const { uid, was, role } = change
  return db().$transaction(async (transaction) => {
    const { account, isLastAdmin } = await lockWithAdmins(transaction, uid)
    if (!account || account.closedAt) return { ok: false, sentence: 'There is no such open account.' }
    if (account.role === role)
      return { ok: true, sentence: `This account already has this role. Nothing was changed.` }
    if (account.role !== was) {
      return {
        ok: false,
        sentence: `Nothing was changed: another operator has changed the role. This account is now ${roleWords[account.role]}’s.`,
      }
    }
    if (isLastAdmin) {
      return {
        ok: false,
        sentence: 'The last admin can’t be removed. Make another operator an admin first.',
      }
    }
    const without = { totpSealed: null, totpConfirmedAt: null, totpLastStep: null }
    await transaction.user.update({ where: { uid }, data: { role, ...(role === 'BUYER' && without) } })
    await transaction.session.deleteMany({ where: { uid } })
    return {
      ok: true,
      sentence: `The role was changed. This account is now ${roleWords[role]}’s and is signed out everywhere.`,
      before: { role: was },
      after: { role },
    }
  })
}

/** For how many days an invitation is good. */
const invitationDays = 7

/**
 * Invites somebody to become an operator.
 *
 * @returns the token of the link, which is stored nowhere
 */
export async function invite(invitation: {
  role: OperatorRole
  note: string
  createdBy: string
}): Promise<string> {
  const token = newId()
  const expiresAt = new Date(Date.now() + invitationDays * 86_400_000)
  const links = { create: { id: invitationDigest(token) } }
  await db().invitation.create({ data: { ...invitation, id: newId(), expiresAt, links } })
  return token
}

/** Invites somebody by mail; a link is made each time that the message is sent. */
export async function inviteByMail({
  email,
  ...invitation
}: {
  role: OperatorRole
  note: string
  createdBy: Uid
  email: string
}): Promise<void> {
  const id = newId()
  const expiresAt = new Date(Date.now() + invitationDays * 86_400_000)
  await db().$transaction(async (transaction) => {
    await transaction.invitation.create({ data: { ...invitation, id, expiresAt } })
    const message = { kind: 'INVITATION', subject: id, uid: invitation.createdBy, recipient: email } as const
    await queueMail(transaction, { ...message, invitationId: id })
  })
}

/**
 * Makes another link to an invitation, beside those before: a message that is tried again may have arrived already.
 *
 * @returns its token, which is stored nowhere; undefined for an invitation that was used or has ended
 */
export async function createInvitationLink(invitationId: string): Promise<string | undefined> {
  const isOpen = { id: invitationId, usedAt: null, expiresAt: { gt: new Date() } }
  if ((await db().invitation.count({ where: isOpen })) === 0) return undefined
  const token = newId()
  await db().invitationLink.create({ data: { id: invitationDigest(token), invitationId } })
  return token
}

/** Takes an invitation back, with all of its links; false when it was used or had ended. */
export async function withdrawInvitation(id: string, at = new Date()): Promise<boolean> {
  const { count } = await db().invitation.updateMany({
    where: { id, usedAt: null, expiresAt: { gt: at } },
    data: { expiresAt: at },
  })
  return count > 0
}

/** What came of an invitation that somebody took: `gone` when it was used, has ended, or its inviter is no admin any more. */
export type Joined =
  | { ok: true; subject: SessionSubject; role: Role }
  | { ok: false; why: 'gone' | 'already' }

/**
 * Makes an account an operator's by an invitation, which works once. Its sessions end with the old role; the result is for a
 * new one. An account that has the role, or one above it, stays as it is, and the invitation too.
 */
export async function acceptInvitation(
  token: string,
  uid: Uid,
  address: string | undefined,
): Promise<Joined> {
  return db().$transaction(async (transaction) => {
    const [invitation] = await transaction.$queryRaw<{ id: string; role: OperatorRole }[]>`
      SELECT i.id, i.role FROM invitation_links l
        JOIN invitations i ON i.id = l.invitation_id JOIN users u ON u.uid = i.created_by
      WHERE l.id = ${invitationDigest(token)} AND i.used_at IS NULL AND i.expires_at > now()
        AND u.role = 'ADMIN' AND u.closed_at IS NULL
      FOR UPDATE OF i`
    if (!invitation) return { ok: false, why: 'gone' }
    const { account } = await lockWithAdmins(transaction, uid)
    if (!account || account.closedAt) return { ok: false, why: 'gone' }
    const { id, role } = invitation
    if (hasRole(account, role)) return { ok: false, why: 'already' }
    await transaction.invitation.update({ where: { id }, data: { usedAt: new Date(), usedBy: uid } })
    const user = await transaction.user.update({
      where: { uid },
      data: { role },
      select: { uid: true, sessionVersion: true, email: true },
    })
    await transaction.session.deleteMany({ where: { uid } })
    await recordAct(
      { uid, name: user.email, address },
      {
        act: 'operator.join',
        subject: uid,
        sentence: `Somebody who was invited is now ${roleWords[role]}.`,
        before: { role: account.role },
        after: { role },
      },
      transaction,
    )
    return { ok: true, role, subject: { uid, sessionVersion: user.sessionVersion } }
  })
}
