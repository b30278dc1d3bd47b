import type { z } from 'zod'
import { hashPassword, passwordFault, verifyPassword } from '@/lib/accounts/password'
import { addressKey, countAttempt, personalKey, uncountAttempt } from '@/lib/accounts/rate-limit'
import { registration } from '@/lib/accounts/schema'
import { db } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import type { Role } from '@/lib/generated/prisma/enums'
import { newId } from '@/lib/ids'

const signInWindowMinutes = 15
const failuresPerEmail = 10
const failuresPerAddress = 50
const registrationWindowMinutes = 60
const registrationsPerAddress = 30

/** What a session stands for; a session of an older version has ended. */
export type SessionSubject = { uid: string; sessionVersion: number }

/** Something that the person can put right. `field` names the input at fault, `form` the attempt as a whole. */
export class AccountError extends Error {
  constructor(
    readonly field: 'form' | 'name' | 'email' | 'password' | 'current',
    message: string,
  ) {
    super(message)
    this.name = 'AccountError'
  }
}

const sessionSubject = { uid: true, sessionVersion: true } as const

function checked<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new AccountError(
    issue?.path[0] as 'name' | 'email' | 'password',
    issue?.message ?? 'Check your entries.',
  )
}

function refuseWeakPassword(password: string, email: string): void {
  const fault = passwordFault(password, email)
  if (fault !== undefined) throw new AccountError('password', fault)
}

async function orEmailTaken<T>(write: Promise<T>): Promise<T> {
  try {
    return await write
  } catch (error) {
    if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
      throw new AccountError(
        'email',
        'There is already an account with this e-mail address. Sign in instead.',
      )
    }
    throw error
  }
}

function refuseWhenLimited(minutes: number | undefined): void {
  if (minutes === undefined) return
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`
  throw new AccountError('form', `Too many attempts. Wait ${wait}, then try again.`)
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
  address?: string
}): Promise<SessionSubject> {
  const { email, password, name } = checked(registration, { ...input, name: input.name ?? '' })
  refuseWeakPassword(password, email)
  const passwordHash = await hashPassword(password)
  return orEmailTaken(
    db().user.create({
      data: { uid: newId(), email, name, passwordHash, role: input.role, registrationIp: input.address },
      select: sessionSubject,
    }),
  )
}

/** Opens a buyer's account at their own request; the attempts of one address are limited. Throws AccountError. */
export async function register(input: {
  email: string
  password: string
  name: string
  address: string | undefined
}): Promise<SessionSubject> {
  if (input.address !== undefined) {
    const limit = { key: addressKey('register', input.address), hits: registrationsPerAddress }
    refuseWhenLimited(await countAttempt([limit], registrationWindowMinutes))
  }
  return createUser(input)
}

async function authenticate(
  { email, password, address }: { email: string; password: string; address: string | undefined },
  refusal: AccountError,
): Promise<SessionSubject> {
  const byEmail = { key: personalKey('sign-in-email', email), hits: failuresPerEmail }
  const byAddress = address && { key: addressKey('sign-in-address', address), hits: failuresPerAddress }
  refuseWhenLimited(await countAttempt(byAddress ? [byEmail, byAddress] : [byEmail], signInWindowMinutes))
  const user = await db().user.findUnique({
    where: { email, closedAt: null },
    select: { ...sessionSubject, passwordHash: true },
  })
  const right = await verifyPassword(user?.passwordHash, password)
  if (user === null || !right) throw refusal
  await uncountAttempt({ reset: byEmail.key, return: byAddress ? byAddress.key : undefined })
  return { uid: user.uid, sessionVersion: user.sessionVersion }
}

/**
 * Checks an e-mail address and a password. Throws one and the same AccountError, after the same work, for a wrong
 * password, an unknown address and a closed account; and another, before any work, past the limit of failures per e-mail
 * address and per client address.
 */
export function signIn(input: {
  email: string
  password: string
  address: string | undefined
}): Promise<SessionSubject> {
  const message = 'The e-mail address or the password is wrong. Check both and try again.'
  return authenticate(input, new AccountError('form', message))
}

async function confirm(
  input: { uid: string; address: string | undefined },
  field: 'password' | 'current',
  password: string,
): Promise<{ email: string }> {
  const { email } = await db().user.findUniqueOrThrow({ where: { uid: input.uid }, select: { email: true } })
  const refusal = new AccountError(field, 'This is not your present password. Try again.')
  await authenticate({ email, password, address: input.address }, refusal)
  return { email }
}

/** Sets a new password, given the present one. Every session ends; the result is for a new one. Throws AccountError. */
export async function changePassword(input: {
  uid: string
  current: string
  password: string
  address: string | undefined
}): Promise<SessionSubject> {
  const { email } = await confirm(input, 'current', input.current)
  if (input.password === input.current) {
    throw new AccountError('password', 'This is your present password. Choose a new one.')
  }
  refuseWeakPassword(input.password, email)
  return db().user.update({
    where: { uid: input.uid, closedAt: null },
    data: { passwordHash: await hashPassword(input.password) },
    select: sessionSubject,
  })
}

/** Sets a new e-mail address, given the password. Every session ends; the result is for a new one. Throws AccountError. */
export async function changeEmail(input: {
  uid: string
  email: string
  password: string
  address: string | undefined
}): Promise<SessionSubject> {
  const { email } = await confirm(input, 'password', input.password)
  if (input.email === email) throw new AccountError('email', 'This is already the address of your account.')
  return orEmailTaken(
    db().user.update({
      where: { uid: input.uid, closedAt: null },
      data: { email: input.email },
      select: sessionSubject,
    }),
  )
}

/** Sets the name that the account shows. */
export async function changeName(input: { uid: string; name: string }): Promise<void> {
  await db().user.update({ where: { uid: input.uid }, data: { name: input.name } })
}

/** Gives an account another role. Its sessions end, so that none goes on with the old one. */
export async function changeRole(input: { uid: string; role: Role }): Promise<void> {
  await db().user.update({ where: { uid: input.uid }, data: { role: input.role } })
}

/** Ends every session of an account. */
export async function endSessions(uid: string): Promise<void> {
  await db().user.update({ where: { uid }, data: { sessionVersion: { increment: 1 } } })
}

/**
 * Closes an account for good: its sessions end, nobody can sign in, and name, e-mail address, password and saved cards are
 * erased. The uid stays with its orders and is never used again; the e-mail address may open a new account.
 */
export async function closeAccount(uid: string): Promise<void> {
  await db().$transaction([
    db().user.updateMany({
      where: { uid, closedAt: null },
      data: { closedAt: new Date(), email: `${uid}@closed.invalid`, name: '', passwordHash: '' },
    }),
    db().savedCard.deleteMany({ where: { uid } }),
  ])
}
