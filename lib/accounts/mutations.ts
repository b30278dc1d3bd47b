import type { z } from 'zod'
import { faultIn } from '@/lib/accounts/faults'
import { knownDevice } from '@/lib/accounts/known-device'
import { hashPassword, passwordFault, verifyPassword } from '@/lib/accounts/password'
import { addressKey, countAttempt, personalKey, uncountAttempt } from '@/lib/accounts/rate-limit'
import { recordRefusal } from '@/lib/accounts/refusals'
import { registration } from '@/lib/accounts/schema'
import { sessionDigest, sessionSeconds } from '@/lib/accounts/session-id'
import { recordAct } from '@/lib/audit'
import { type Parts, partsColumn, readValues, type Values } from '@/lib/buyer-parts'
import { db, readRows } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import type { MailKind, Role } from '@/lib/generated/prisma/enums'
import { newId, type Uid } from '@/lib/ids'
import type { Language } from '@/lib/languages/languages.mjs'
import { english, type Translate } from '@/lib/languages/locale'
import { queueMail } from '@/lib/mail-queue'
import { waitInWords } from '@/lib/wait-in-words'

// Failed sign-ins. A stranger at one address uses up their own attempts for an account, and half of those that all unknown
// devices share; a device that has signed in before has its own daily attempts, which no stranger can use up.
const signInWindowMinutes = 30
const failuresPerAddressAndAccount = 10
const failuresPerAccount = 20
const failuresPerAddress = 100
const failuresPerDeviceAndDay = 10
const dayMinutes = 24 * 60

const registrationWindowMinutes = 60
const registrationsPerAddress = 30

// Each change of an e-mail address sends a message to both.
const emailChangeWindowMinutes = 60
const emailChangesPerAccount = 5
const emailChangesPerNewAddress = 5
const emailChangesPerAddress = 30

export type AccountUser = {
  uid: Uid
  email: string
  name: string
  role: Role
  registeredAt: Date
  registrationIp: string | null
  /** When the session by which they were found ends by itself. */
  signedInUntil: Date
  /** When the password was last asked for again in this session. */
  confirmedAt: Date | null
  /** Whether the account has a second factor, and no code of it was given in this session. */
  isSecondFactorDue: boolean
  /** Whether they buy without an account. */
  isGuest: boolean
  /** When the owner last proved that the e-mail address is theirs. */
  emailProvenAt: Date | null
}

/** What a session stands for; a session of an older version has ended. */
export type SessionSubject = { uid: Uid; sessionVersion: number }

/** An error that the user can correct. `field` names the input at fault, `form` the attempt as a whole. */
export class AccountError extends Error {
  /**
   * @param sentence in the reader's language, or how it is said in one; as `message` it is English
   */
  constructor(
    readonly field: 'form' | 'name' | 'email' | 'password' | 'current' | 'code',
    private readonly sentence: string | ((t: Translate) => string),
  ) {
    super(typeof sentence === 'string' ? sentence : sentence(english.t))
    this.name = 'AccountError'
  }

  /** The sentence in a language. */
  in(t: Translate): string {
    return typeof this.sentence === 'string' ? this.sentence : this.sentence(t)
  }
}

const sessionSubject = { uid: true, sessionVersion: true } as const

function checked<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new AccountError(issue?.path[0] as 'name' | 'email' | 'password', (t) =>
    faultIn(t, issue?.message ?? 'accounts.faults.other'),
  )
}

function refuseWeakPassword(password: string, email: string): void {
  const fault = passwordFault(password, email)
  if (fault !== undefined) throw new AccountError('password', (t) => t(`accounts.password.${fault}`))
}

async function orEmailTaken<T>(write: Promise<T>): Promise<T> {
  try {
    return await write
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      throw new AccountError('email', (t) => t('accounts.email.taken'))
    }
    throw error
  }
}

function refuseWhenLimited(minutes: number | undefined, fault: 'many' | 'manyHere' = 'many'): void {
  if (minutes === undefined) return
  throw new AccountError('form', (t) => t(`accounts.${fault}`, { wait: waitInWords(t, minutes) }))
}

/**
 * Opens an account with a new uid. `address` is the client's, kept as the address of registration. Throws AccountError
 * when an entry won't do or the e-mail address has an account.
 */
export async function createUser(input: {
  email: string
  password: string
  name?: string
  role?: Role
  address?: string | undefined
  /** That of the page. */
  language?: Language | undefined
  /** Whether the owner is sent a link that proves the address. */
  isToProve?: boolean
}): Promise<SessionSubject> {
  const { email, password, name } = checked(registration, { ...input, name: input.name ?? '' })
  const { role, address, language } = input
  refuseWeakPassword(password, email)
  const passwordHash = await hashPassword(password)
  return orEmailTaken(
    db().$transaction(async (transaction) => {
      const created = await transaction.user.create({
        data: { uid: newId(), email, name, passwordHash, role, language, registrationIp: address },
        select: sessionSubject,
      })
      if (input.isToProve) await tell(transaction, 'EMAIL_CONFIRMATION', created, email)
      return created
    }),
  )
}

/**
 * Opens a buyer's account at their own request, and queues the message by which they prove the address; the attempts of one
 * address are limited. Throws AccountError.
 */
export async function register(
  input: { email: string; password: string; name: string } & AttemptOrigin,
): Promise<SessionSubject> {
  if (input.address !== undefined) {
    const limit = { key: addressKey('register', input.address), hits: registrationsPerAddress }
    refuseWhenLimited(await countAttempt([limit], registrationWindowMinutes))
  }
  return createUser({ ...input, isToProve: true })
}

/**
 * Where an attempt comes from: the client's address, the cookie that says on which accounts it signed in before, and the
 * language of the page, in which the account's letters are from then on.
 */
export type AttemptOrigin = {
  address: string | undefined
  device?: string | undefined
  language?: Language | undefined
}

type Counted = Parameters<typeof uncountAttempt>[0]

/** Counts an attempt before the password is looked at; returns how to take it back. Throws past the limits. */
async function countSignIn(
  email: string,
  { address }: AttemptOrigin,
  device: string | undefined,
): Promise<Counted> {
  if (device !== undefined) {
    const byDevice = { key: personalKey('sign-in-device', device), hits: failuresPerDeviceAndDay }
    // Once these are used up, it counts as any other client.
    if ((await countAttempt([byDevice], dayMinutes)) === undefined) {
      return { reset: [], returned: [byDevice.key] }
    }
  }
  const client = address === undefined ? 'unknown' : addressKey('', address)
  const byPair = {
    key: personalKey('sign-in-pair', `${client} ${email}`),
    hits: failuresPerAddressAndAccount,
  }
  const byAddress = address && { key: addressKey('sign-in-address', address), hits: failuresPerAddress }
  refuseWhenLimited(await countAttempt(byAddress ? [byPair, byAddress] : [byPair], signInWindowMinutes))
  // Apart from the others: an attempt that these refuse must not use up what all unknown devices have together.
  const byAccount = { key: personalKey('sign-in-account', email), hits: failuresPerAccount }
  refuseWhenLimited(await countAttempt([byAccount], signInWindowMinutes), 'manyHere')
  return { reset: [byPair.key], returned: [byAccount.key, ...(byAddress ? [byAddress.key] : [])] }
}

type Found = SessionSubject & { role: Role; language: string; passwordHash: string }

async function findAccount(email: string): Promise<Found | null> {
  return db().user.findFirst({
    where: { email, isGuest: false, closedAt: null },
    select: { ...sessionSubject, role: true, language: true, passwordHash: true },
  })
}

async function authenticate(
  user: Found | null,
  { email, password, ...origin }: { email: string; password: string } & AttemptOrigin,
  refusal: AccountError,
): Promise<SessionSubject> {
  const counted = await countSignIn(email, origin, user ? knownDevice(origin.device, user) : undefined)
  const right = await verifyPassword(user?.passwordHash, password)
  if (user === null || !right) throw refusal
  await uncountAttempt(counted)
  return { uid: user.uid, sessionVersion: user.sessionVersion }
}

/**
 * Checks an e-mail address and a password. Throws the same AccountError, after the same work, for a wrong
 * password, an unknown address and a closed account; and another, before the password is looked at, past the limits of
 * failures: per client address and account, per account for all unknown devices together, per client address; for a device
 * that signed in before, per device alone. Of an operator's account, success and failure are written to the audit log.
 */
export async function signIn(
  input: { email: string; password: string } & AttemptOrigin,
): Promise<SessionSubject> {
  const user = await findAccount(input.email)
  const refusal = new AccountError('form', (t) => t('accounts.wrong'))
  const isOperator = user !== null && user.role !== 'BUYER'
  try {
    const subject = await authenticate(user, input, refusal)
    if (user) await rememberLanguage(user, input.language)
    if (isOperator) await recordSignIn(user.uid, input)
    return subject
  } catch (error) {
    if (isOperator && error instanceof AccountError) await recordFailedSignIn(user.uid, input, error.message)
    throw error
  }
}

async function rememberLanguage({ uid, ...user }: Found, language: Language | undefined) {
  if (language === undefined || language === user.language) return
  await db().user.updateMany({ where: { uid }, data: { language } })
}

function recordSignIn(uid: Uid, { email, address }: { email: string } & AttemptOrigin) {
  return recordAct(
    { uid, name: email, address },
    { act: 'session.begin', subject: uid, sentence: 'The operator signed in.' },
  )
}

/** Who it was, nobody knows; whose account, the subject says. */
async function recordFailedSignIn(uid: Uid, { address }: AttemptOrigin, sentence: string) {
  await recordRefusal(
    uid,
    { name: 'not signed in', address },
    { act: 'session.begin', subject: uid, sentence },
  )
}

/** Checks the password of an account, counted as a sign-in is; `field` is the input that it came from. Throws AccountError. */
export async function confirmPassword(
  { uid, address, device }: { uid: Uid } & AttemptOrigin,
  field: 'password' | 'current',
  password: string,
): Promise<{ email: string }> {
  const { email } = await db().user.findUniqueOrThrow({ where: { uid }, select: { email: true } })
  const refusal = new AccountError(field, (t) => t('accounts.password.notCurrent'))
  await authenticate(await findAccount(email), { email, password, address, device }, refusal)
  return { email }
}

/** Sets a new password, given the current one. Every session ends; the result is for a new one. Throws AccountError. */
export async function changePassword(
  input: {
    uid: Uid
    current: string
    password: string
  } & AttemptOrigin,
): Promise<SessionSubject> {
  const { email } = await confirmPassword(input, 'current', input.current)
  if (input.password === input.current) {
    throw new AccountError('password', (t) => t('accounts.password.same'))
  }
  refuseWeakPassword(input.password, email)
  const passwordHash = await hashPassword(input.password)
  return db().$transaction(async (transaction) => {
    const changed = await transaction.user.update({
      where: { uid: input.uid, closedAt: null },
      data: { passwordHash, language: input.language },
      select: sessionSubject,
    })
    await tell(transaction, 'PASSWORD_CHANGED', changed, email)
    return changed
  })
}

/** Tells a customer something of their account, once for each state of it. */
function tell(
  transaction: Prisma.TransactionClient,
  kind: MailKind,
  { uid, sessionVersion }: SessionSubject,
  recipient: string,
) {
  return queueMail(transaction, { kind, subject: `${uid}:${sessionVersion}`, uid, recipient })
}

async function countEmailChange({ uid, email, address }: { uid: Uid; email: string } & AttemptOrigin) {
  const limits = [
    { key: personalKey('change-email', uid), hits: emailChangesPerAccount },
    { key: personalKey('change-email-to', email), hits: emailChangesPerNewAddress },
  ]
  if (address !== undefined) {
    limits.push({ key: addressKey('change-email-address', address), hits: emailChangesPerAddress })
  }
  refuseWhenLimited(await countAttempt(limits, emailChangeWindowMinutes))
}

/** Sets a new e-mail address, given the password. Every session ends; the result is for a new one. Throws AccountError. */
export async function changeEmail(
  input: {
    uid: Uid
    email: string
    password: string
  } & AttemptOrigin,
): Promise<SessionSubject> {
  const { email } = await confirmPassword(input, 'password', input.password)
  if (input.email === email) throw new AccountError('email', (t) => t('accounts.email.same'))
  await countEmailChange(input)
  return orEmailTaken(
    db().$transaction(async (transaction) => {
      const changed = await transaction.user.update({
        where: { uid: input.uid, closedAt: null },
        data: { email: input.email, emailProvenAt: null, language: input.language },
        select: sessionSubject,
      })
      // A link that was sent to the old address must not prove the new one.
      await transaction.passwordReset.updateMany({
        where: { uid: input.uid, usedAt: null },
        data: { usedAt: new Date() },
      })
      await tell(transaction, 'EMAIL_CONFIRMATION', changed, input.email)
      await tell(transaction, 'EMAIL_CHANGED', changed, email)
      return changed
    }),
  )
}

/** Sets the name that the account shows. */
export async function changeName(input: { uid: Uid; name: string }): Promise<void> {
  await db().user.update({ where: { uid: input.uid }, data: { name: input.name } })
}

/** Ends every session of an account and forgets its known devices. */
export async function endSessions(uid: Uid): Promise<void> {
  await db().$transaction([
    db().user.update({ where: { uid }, data: { sessionVersion: { increment: 1 } } }),
    db().session.deleteMany({ where: { uid } }),
  ])
}

/**
 * Begins a session. It is valid only if the account's sessions have not ended since `subject` was read.
 *
 * @param userAgent the browser's User-Agent, of which 256 characters are kept
 * @returns the id that opens the session, which is stored nowhere
 */
export async function beginSession(
  subject: SessionSubject,
  { address, userAgent }: { address: string | undefined; userAgent: string | undefined },
): Promise<string> {
  const id = newId()
  await db().session.create({
    data: {
      id: sessionDigest(id),
      uid: subject.uid,
      version: subject.sessionVersion,
      expiresAt: new Date(Date.now() + sessionSeconds * 1000),
      userAgent: userAgent?.replace(/[^ -~]/g, '?').slice(0, 256),
      address,
    },
  })
  return id
}

/**
 * The user whose session has this id; null once the session was ended or has expired, once the account is closed, and once
 * its password, e-mail address or role changed, which raises its version. Notes, at most once an hour, that the session was
 * seen, all in one statement.
 */
export async function findSessionUser(sessionId: string): Promise<AccountUser | null> {
  return (await findSession(sessionId, {}))?.user ?? null
}

/** The same, with some parts of what the user has: still one statement. */
export async function findSession<Wanted extends Parts>(
  sessionId: string,
  parts: Wanted,
): Promise<{ user: AccountUser; values: Values<Wanted> } | null> {
  const id = sessionDigest(sessionId)
  const [row] = await readRows<AccountUser & { parts: string }>(Prisma.sql`
    WITH seen AS (
      UPDATE sessions SET last_seen_at = now()
      WHERE id = ${id} AND last_seen_at < now() - interval '1 hour' AND expires_at > now()
    )
    SELECT u.uid, u.email, u.name, u.role, u.registered_at AS "registeredAt", u.registration_ip AS "registrationIp",
      s.expires_at AS "signedInUntil", s.confirmed_at AS "confirmedAt",
      coalesce(u.totp_confirmed_at > coalesce(s.second_factor_at, '-infinity'), FALSE) AS "isSecondFactorDue",
      u.is_guest AS "isGuest", u.email_proven_at AS "emailProvenAt", ${partsColumn(parts)} AS parts
    FROM sessions s JOIN users u ON u.uid = s.uid AND u.session_version = s.version
    WHERE s.id = ${id} AND s.expires_at > now() AND u.closed_at IS NULL`)
  if (!row) return null
  const { parts: column, ...user } = row
  return { user, values: readValues(parts, column) }
}

/** Ends one session; one that is not there has ended before. */
export async function finishSession(id: string): Promise<void> {
  await db().session.deleteMany({ where: { id: sessionDigest(id) } })
}

/** Ends a session of an account by its digest; that of another account stays. */
export async function endSessionOf(uid: Uid, digest: string): Promise<void> {
  await db().session.deleteMany({ where: { id: digest, uid } })
}

/** Deletes sessions that are no longer valid; returns how many. */
export async function deleteEndedSessions(): Promise<number> {
  return db().$executeRaw`
    DELETE FROM sessions USING users
    WHERE users.uid = sessions.uid
      AND (sessions.expires_at <= now() OR sessions.version <> users.session_version OR users.closed_at IS NOT NULL)`
}
