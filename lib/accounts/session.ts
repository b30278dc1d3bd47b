import { setImmediate as nextTurn } from 'node:timers/promises'
import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { decode, encode } from 'next-auth/jwt'
import { hasRole } from '@/lib/accounts/access'
import { knownDeviceDays, rememberDevice } from '@/lib/accounts/known-device'
import {
  type AccountUser,
  type AttemptOrigin,
  beginSession,
  findSession,
  finishSession,
  type SessionSubject,
} from '@/lib/accounts/mutations'
import { recordRefusal } from '@/lib/accounts/refusals'
import { sessionDigest, sessionSeconds } from '@/lib/accounts/session-id'
import type { Actor } from '@/lib/audit'
import { type Part, type Parts, readParts, type Values } from '@/lib/buyer-parts'
import { env } from '@/lib/env'
import type { Role } from '@/lib/generated/prisma/enums'
import { writeHint } from '@/lib/hints/cookie'
import { clientAddress } from '@/lib/http/client-address'
import { ownCookie } from '@/lib/http/own-cookie'
import type { Locale } from '@/lib/languages/locale'
import { requestLocale } from '@/lib/languages/request-locale'

async function readCookie(name: 'session' | 'device' | 'links'): Promise<string | undefined> {
  return (await cookies()).get(ownCookie(name).name)?.value
}

interface Asked {
  cookie: string
  user: Promise<AccountUser | null>
  /** What is read with the user; undefined once that is under way. */
  parts: Part<unknown>[] | undefined
  values: Promise<unknown[] | null>
}

const perRequest = new WeakMap<object, Asked>()

/** How many cookies are remembered: about as many as there are shoppers at one time. */
const mostCookies = 2000
/** A cookie that the shop made is shorter. */
const longestCookie = 500

/** What cookies were found to hold, until they expire (in milliseconds): to open one takes as long as a statement. */
const opened = new Map<string, { id: string; until: number }>()

function remember(cookie: string, id: string, until: number): void {
  if (cookie.length > longestCookie) return
  opened.set(cookie, { id, until })
  const [oldest] = opened.keys()
  if (opened.size > mostCookies && oldest !== undefined) opened.delete(oldest)
}

/** The session's id in a cookie that the shop made and that has not expired; undefined for any other. */
async function readSessionId(cookie: string): Promise<string | undefined> {
  const known = opened.get(cookie)
  if (known && Date.now() < known.until) return known.id
  opened.delete(cookie)
  try {
    const content = await decode({ token: cookie, secret: env().NEXTAUTH_SECRET })
    if (content?.session) remember(cookie, content.session, Number(content.exp) * 1000)
    return content?.session
  } catch {
    return undefined
  }
}

/** Reads who the request is of, and all parts of what they have that are asked for at the same time. */
function readSession(cookie: string): Asked {
  const parts: Part<unknown>[] = []
  const asked: Asked = { cookie, parts, user: Promise.resolve(null), values: Promise.resolve(null) }
  const found = readSessionId(cookie).then(async (id) => {
    // The layouts of a page, and the page itself, ask one after another.
    await nextTurn()
    asked.parts = undefined
    return id === undefined ? null : findSession(id, Object.fromEntries(parts.entries()))
  })
  asked.user = found.then((session) => session?.user ?? null)
  asked.values = found.then((session) => session && parts.map((_, index) => session.values[index]))
  // A caller who awaits one of them is told, and perhaps nobody awaits the other.
  asked.user.catch(() => {})
  asked.values.catch(() => {})
  return asked
}

/**
 * Who is signed in, read from the database once per request; null for a guest, an ended session and a closed account.
 */
export async function currentUser(): Promise<AccountUser | null> {
  return (await currentUserWith({}))?.user ?? null
}

/** The same, with some parts of what the user has (lib/buyer-parts.ts). */
export async function currentUserWith<Wanted extends Parts>(
  parts: Wanted,
): Promise<{ user: AccountUser; values: Values<Wanted> } | null> {
  const found = await currentBuyerWith(parts)
  return found?.user.isGuest ? null : found
}

/** Who buys: a user who is signed in, or the guest that this browser is known as. For orders, not for what takes an account. */
export async function currentBuyer(): Promise<AccountUser | null> {
  return (await currentBuyerWith({}))?.user ?? null
}

/**
 * The same, with some parts of what the buyer has (lib/buyer-parts.ts): in one statement with the buyer, and with what else is
 * asked for at the same time.
 */
export async function currentBuyerWith<Wanted extends Parts>(
  wanted: Wanted,
): Promise<{ user: AccountUser; values: Values<Wanted> } | null> {
  const request = await headers()
  const cookie = await readCookie('session')
  if (cookie === undefined) return null
  let asked = perRequest.get(request)
  if (asked?.cookie !== cookie) {
    asked = readSession(cookie)
    perRequest.set(request, asked)
  }
  const place = asked.parts?.length
  if (place === undefined) {
    const user = await asked.user
    return user && { user, values: await readParts(user.uid, wanted) }
  }
  asked.parts?.push(...Object.values(wanted))
  const [user, values] = await Promise.all([asked.user, asked.values])
  if (!user || !values) return null
  const own = Object.keys(wanted).map((name, index) => [name, values[place + index]])
  return { user, values: Object.fromEntries(own) as Values<Wanted> }
}

/** The id of the session that this request comes with; undefined for a guest. */
export async function currentSessionId(): Promise<string | undefined> {
  const cookie = await readCookie('session')
  return cookie === undefined ? undefined : readSessionId(cookie)
}

/** What the session of this request is stored as; undefined for a guest. */
export async function currentSessionDigest(): Promise<string | undefined> {
  const id = await currentSessionId()
  return id === undefined ? undefined : sessionDigest(id)
}

/** Makes the rest of this request read the user again, after a change of what `currentUser` returns. */
export async function forgetCurrentUser(): Promise<void> {
  perRequest.delete(await headers())
}

/**
 * Who is signed in; a guest is sent to sign in, and then to `next`, a path of this shop.
 *
 * @param locale that of the address unless given, as where addresses have none
 */
export async function requireUser(next: string, locale?: Locale): Promise<AccountUser> {
  return (await currentUser()) ?? leadToSignIn(next, locale)
}

/** Sends whoever reads a page to sign in, and then to `next`, a path of this shop. */
export async function leadToSignIn(next: string, locale?: Locale): Promise<never> {
  const { path } = locale ?? (await requestLocale())
  redirect(path(`/login?next=${encodeURIComponent(next)}`))
}

/** Who buys; whoever is neither signed in nor a guest is sent to sign in, and then to `next`. */
export async function requireBuyer(next: string): Promise<AccountUser> {
  return (await currentBuyer()) ?? leadToSignIn(next)
}

/** The same, with some parts of what the buyer has. */
export async function requireBuyerWith<Wanted extends Parts>(
  next: string,
  parts: Wanted,
): Promise<{ user: AccountUser; values: Values<Wanted> }> {
  return (await currentBuyerWith(parts)) ?? leadToSignIn(next)
}

/** The same, with some parts of what the user has. */
export async function requireUserWith<Wanted extends Parts>(
  next: string,
  parts: Wanted,
): Promise<{ user: AccountUser; values: Values<Wanted> }> {
  return (await currentUserWith(parts)) ?? leadToSignIn(next)
}

/**
 * Who is signed in with this role or one above it. A guest is sent to sign in, and then to `next`, a path of this shop; for
 * anybody else the page does not exist (404), and the audit log says who asked. An operator with a second factor is asked for
 * a code once a session, however it began.
 */
export async function requireRole(role: Role, next: string): Promise<AccountUser> {
  const user = await requireUser(next)
  if (!hasRole(user, role)) {
    const name = user.role === 'BUYER' ? user.uid : user.email
    await recordRefusal(
      user.uid,
      { uid: user.uid, name, address: clientAddress(await headers()) },
      {
        act: 'access',
        subject: user.uid,
        sentence: `${roleWords[user.role]} asked for ${next.slice(0, 200)}.`,
      },
    )
    notFound()
  }
  if (role !== 'BUYER' && user.isSecondFactorDue) {
    redirect(`/login/code?next=${encodeURIComponent(next)}`)
  }
  return user
}

const roleWords: Record<Role, string> = { BUYER: 'A buyer', REVIEWER: 'A reviewer', ADMIN: 'An admin' }

/** Where this request comes from, for the limits of attempts, and the language of its page. */
export async function attemptOrigin(): Promise<AttemptOrigin> {
  const { language } = await requestLocale()
  return { address: clientAddress(await headers()), device: await readCookie('device'), language }
}

/** Who acts in this request, for the audit log. */
export async function actorOf({ uid, email }: Pick<AccountUser, 'uid' | 'email'>): Promise<Actor> {
  return { uid, name: email, address: clientAddress(await headers()) }
}

/** Begins a session of the browser that sent this request; returns its id. */
export async function beginSessionHere(subject: SessionSubject): Promise<string> {
  const request = await headers()
  return beginSession(subject, {
    address: clientAddress(request),
    userAgent: request.get('user-agent') ?? undefined,
  })
}

/**
 * Gives the browser a session, in the place of one that it has, and lets it be known as a device of this account. Only in
 * server actions and route handlers.
 */
export async function startSession(subject: SessionSubject): Promise<void> {
  await replaceSession(subject)
  await setCookie('device', rememberDevice(await readCookie('device'), subject), knownDeviceDays * 86_400)
  await writeHint({ signedIn: true })
}

/** Lets the browser keep a guest, in the place of a session that it has. Only in server actions and route handlers. */
export async function startGuestSession(guest: SessionSubject): Promise<void> {
  await replaceSession(guest)
  await writeHint({ signedIn: false })
}

async function replaceSession(subject: SessionSubject): Promise<void> {
  const replaced = await readCookie('session')
  const session = await beginSessionHere(subject)
  const token = await encode({ token: { session }, secret: env().NEXTAUTH_SECRET, maxAge: sessionSeconds })
  await setCookie('session', token, sessionSeconds)
  await finishSessionOf(replaced)
}

/** Ends this browser's session, and forgets the orders whose links were opened in it. Only in actions and handlers. */
export async function endSession(): Promise<void> {
  if ((await readCookie('links')) !== undefined) await setCookie('links', '', 0)
  await dropSession()
}

/** Ends this browser's session, on the server first: a copy of the cookie opens nothing. Only in actions and handlers. */
export async function dropSession(): Promise<void> {
  const cookie = await readCookie('session')
  // Another site's form comes without the cookie, and must not take it away.
  if (cookie === undefined) return
  await finishSessionOf(cookie)
  await setCookie('session', '', 0)
  await writeHint({ signedIn: false, cartCount: 0 })
}

async function finishSessionOf(cookie: string | undefined): Promise<void> {
  const id = cookie && (await readSessionId(cookie))
  if (id) await finishSession(id)
}

async function setCookie(kind: 'session' | 'device' | 'links', value: string, maxAge: number): Promise<void> {
  const { name, options } = ownCookie(kind)
  ;(await cookies()).set(name, value, { ...options, maxAge })
}
