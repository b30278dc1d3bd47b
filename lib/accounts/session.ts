import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { getServerSession } from 'next-auth'
import { encode } from 'next-auth/jwt'
import { hasRole } from '@/lib/accounts/access'
import { authOptions, sessionCookie, sessionSeconds } from '@/lib/accounts/auth-options'
import { type AccountUser, findSessionUser } from '@/lib/accounts/data'
import type { SessionSubject } from '@/lib/accounts/mutations'
import { env } from '@/lib/env'
import type { Role } from '@/lib/generated/prisma/enums'

const perRequest = new WeakMap<object, { cookie: string | undefined; user: Promise<AccountUser | null> }>()

async function readUser(): Promise<AccountUser | null> {
  const session = await getServerSession(authOptions())
  return session && findSessionUser({ uid: session.uid, version: session.version })
}

/**
 * Who is signed in, read from the database once per request; null for a guest, an ended session and a closed account.
 */
export async function currentUser(): Promise<AccountUser | null> {
  const request = await headers()
  const cookie = (await cookies()).get(sessionCookie().name)?.value
  if (cookie === undefined) return null
  let read = perRequest.get(request)
  if (read?.cookie !== cookie) {
    read = { cookie, user: readUser() }
    perRequest.set(request, read)
  }
  return read.user
}

/** Makes the rest of this request read the user anew, after a change of what `currentUser` returns. */
export async function forgetCurrentUser(): Promise<void> {
  perRequest.delete(await headers())
}

/** Who is signed in; a guest is sent to sign in, and then to `next`, a path of this shop. */
export async function requireUser(next: string): Promise<AccountUser> {
  return (await currentUser()) ?? redirect(`/login?next=${encodeURIComponent(next)}`)
}

/**
 * Who is signed in with this role or one above it; for anybody else the page does not exist (404).
 * @public
 */
export async function requireRole(role: Role): Promise<AccountUser> {
  const user = await currentUser()
  return user && hasRole(user, role) ? user : notFound()
}

/** Gives the browser a session. Only in server actions and route handlers. */
export async function startSession(subject: SessionSubject): Promise<void> {
  const { name, options } = sessionCookie()
  const token = await encode({
    token: { uid: subject.uid, version: subject.sessionVersion },
    secret: env().NEXTAUTH_SECRET,
    maxAge: sessionSeconds,
  })
  ;(await cookies()).set(name, token, { ...options, maxAge: sessionSeconds })
}

/** Takes the session from the browser. Only in server actions and route handlers. */
export async function endSession(): Promise<void> {
  const { name, options } = sessionCookie()
  ;(await cookies()).set(name, '', { ...options, maxAge: 0 })
}
