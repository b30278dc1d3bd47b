import { decode, encode } from 'next-auth/jwt'
import { describe, expect, test } from 'vitest'
import { knownDevice, knownDeviceDays } from '@/lib/accounts/known-device'
import type { SessionSubject } from '@/lib/accounts/mutations'
import {
  attemptOrigin,
  currentUser,
  currentUserWith,
  endSession,
  forgetCurrentUser,
  requireBuyer,
  requireRole,
  requireUser,
  requireUserWith,
  startSession,
} from '@/lib/accounts/session'
import { sessionDigest, sessionSeconds } from '@/lib/accounts/session-id'
import type { Part } from '@/lib/buyer-parts'
import { env } from '@/lib/env'
import { Prisma } from '@/lib/generated/prisma/client'
import type { Uid } from '@/lib/ids'
import { languageHeader } from '@/lib/languages/languages.mjs'
import { Browser } from '@/test/support/next-request'
import { newBuyer } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const [session, device] = ['__Host-foldline.session', '__Host-foldline.device']

async function subjectOf(uid: Uid): Promise<SessionSubject> {
  const [row] = await database.query<{ version: number }>(
    'SELECT session_version AS version FROM users WHERE uid = $1',
    [uid],
  )
  return { uid, sessionVersion: row?.version ?? 0 }
}

/** A new account, and a browser that is signed in to it. */
async function signedIn(browser = new Browser()) {
  const subject = await subjectOf(await newBuyer(database))
  const { set } = await browser.run(() => startSession(subject))
  return { browser, subject, uid: subject.uid, set }
}

const userOf = async (browser: Browser) => (await browser.run(currentUser, { method: 'GET' })).result
const sessionsOf = (uid: string) =>
  database.query<{ id: string; address: string; user_agent: string }>(
    'SELECT id, address, user_agent FROM sessions WHERE uid = $1',
    [uid],
  )

describe('a session', () => {
  test('is a cookie that only the shop’s own pages send and no script reads', async () => {
    const { browser, uid, set } = await signedIn()
    for (const [name, seconds] of [
      [session, sessionSeconds],
      [device, knownDeviceDays * 86_400],
    ] as const) {
      const [, ...attributes] = set.get(name)?.split('; ') ?? []
      expect(attributes.filter((attribute) => !attribute.startsWith('Expires')).sort()).toEqual([
        'HttpOnly',
        `Max-Age=${seconds}`,
        'Path=/',
        'SameSite=lax',
        'Secure',
      ])
    }
    expect(await userOf(browser)).toMatchObject({ uid, email: `${uid}@example.com`, role: 'BUYER' })
    expect(await userOf(new Browser())).toBeNull()
  })

  test('is known by its digest alone, with where it was begun', async () => {
    const { browser, uid } = await signedIn(new Browser('203.0.113.7'))
    const token = await decode({ token: browser.cookies.get(session), secret: env().NEXTAUTH_SECRET })
    expect(await sessionsOf(uid)).toEqual([
      { id: sessionDigest(token?.session ?? ''), address: '203.0.113.7', user_agent: 'Paper/1' },
    ])
    expect(JSON.stringify(token)).not.toContain(uid)
  })

  test('takes the place of the one that the browser had, a copy of which opens nothing', async () => {
    const first = await signedIn()
    const copy = first.browser.copy()
    const second = await signedIn(first.browser)
    expect((await userOf(first.browser))?.uid).toBe(second.uid)
    expect(await userOf(copy)).toBeNull()
    expect(await sessionsOf(first.uid)).toEqual([])
  })

  test('lets the browser be known as a device of the account, beside those that it is known for', async () => {
    const first = await signedIn()
    const second = await signedIn(first.browser)
    const { result } = await first.browser.run(attemptOrigin)
    expect(result?.address).toBe(first.browser.address)
    for (const { subject } of [first, second]) expect(knownDevice(result?.device, subject)).toBeDefined()
    expect((await new Browser().run(attemptOrigin)).result?.device).toBeUndefined()
  })

  test.each<[string, () => Promise<string>]>([
    ['is not encrypted at all', async () => 'nonsense'],
    ['was made with another secret', () => encode({ token: { session: 'x' }, secret: 'another secret' })],
    [
      'names a session that is not there',
      () => encode({ token: { session: 'x' }, secret: env().NEXTAUTH_SECRET }),
    ],
  ])('does not count where its cookie %s', async (_, make) => {
    const browser = new Browser()
    browser.cookies.set(session, await make())
    expect(await userOf(browser)).toBeNull()
  })

  test('does not count where its cookie has expired, or is under another name', async () => {
    const { browser } = await signedIn()
    const cookie = browser.cookies.get(session) ?? ''
    const token = await decode({ token: cookie, secret: env().NEXTAUTH_SECRET })
    const expired = await encode({ token: token ?? undefined, secret: env().NEXTAUTH_SECRET, maxAge: -60 })
    browser.cookies.set(session, expired)
    expect(await userOf(browser)).toBeNull()
    browser.cookies.delete(session)
    browser.cookies.set('foldline.session', cookie)
    expect(await userOf(browser)).toBeNull()
    browser.cookies.set(session, cookie)
    expect(await userOf(browser)).not.toBeNull()
  })

  test('ends in this browser, on the server too, and in no other', async () => {
    const { browser, subject } = await signedIn()
    const other = new Browser()
    await other.run(() => startSession(subject))
    const copy = browser.copy()
    await browser.run(endSession)
    expect(browser.cookies.has(session)).toBe(false)
    expect(browser.cookies.has(device)).toBe(true)
    expect([await userOf(browser), await userOf(copy)]).toEqual([null, null])
    expect((await userOf(other))?.uid).toBe(subject.uid)
  })

  test('of nobody is not ended: another site’s form removes no cookie', async () => {
    expect((await new Browser().run(endSession)).set.size).toBe(0)
  })
})

describe('who is signed in', () => {
  const rename = (uid: string, name: string) =>
    database.query('UPDATE users SET name = $2 WHERE uid = $1', [uid, name])

  test('is read once per request, again after it was forgotten, and again by the next request', async () => {
    const { browser, uid } = await signedIn()
    const names = await browser.run(async () => {
      const seen = [(await currentUser())?.name]
      await rename(uid, 'Ana')
      seen.push((await currentUser())?.name)
      await forgetCurrentUser()
      seen.push((await currentUser())?.name)
      await rename(uid, 'Ben')
      return seen
    })
    expect(names.result).toEqual(['', '', 'Ana'])
    expect((await userOf(browser))?.name).toBe('Ben')
  })

  test('is the one who has just signed in, in the same request too', async () => {
    const first = await signedIn()
    const next = await subjectOf(await newBuyer(database))
    const { result } = await first.browser.run(async () => {
      const before = await currentUser()
      await startSession(next)
      return [before?.uid, (await currentUser())?.uid]
    })
    expect(result).toEqual([first.uid, next.uid])
  })

  test('a guest is sent to sign in, and to come back', async () => {
    const { status, location, result } = await new Browser().run(() => requireUser('/orders/a?b=c&d'))
    expect([status, location, result]).toEqual([307, '/login?next=%2Forders%2Fa%3Fb%3Dc%26d', undefined])
    const { browser, uid } = await signedIn()
    expect((await browser.run(() => requireUser('/'))).result?.uid).toBe(uid)
  })

  test.each([
    ['BUYER', [204, 404, 404]],
    ['REVIEWER', [204, 204, 404]],
    ['ADMIN', [204, 204, 204]],
  ])('a %s sees the pages of those below, and no others: %j', async (role, statuses) => {
    const { browser, uid } = await signedIn()
    await database.query('UPDATE users SET role = $2::"Role" WHERE uid = $1', [uid, role])
    const subject = await subjectOf(uid)
    await browser.run(() => startSession(subject))
    const seen = []
    for (const wanted of ['BUYER', 'REVIEWER', 'ADMIN'] as const) {
      seen.push((await browser.run(() => requireRole(wanted, '/admin'))).status)
    }
    expect(seen).toEqual(statuses)
  })

  test('a guest is asked to sign in first', async () => {
    expect((await new Browser().run(() => requireRole('BUYER', '/admin'))).status).toBe(307)
  })
})

describe('what is read together with the user', () => {
  const owner: Part<string> = { sql: Prisma.sql`SELECT to_json(u.uid)` }
  const version: Part<{ version: number; registeredAt: Date }> = {
    sql: Prisma.sql`SELECT json_build_object('version', v.session_version, 'registeredAt', v.registered_at)
      FROM users v WHERE v.uid = u.uid`,
  }
  const readWith = async (browser: Browser) =>
    (await browser.run(() => currentUserWith({ owner, version }), { method: 'GET' })).result

  test('is theirs, whoever asked first', async () => {
    const { browser, uid } = await signedIn()
    const both = await browser.run(async () => [
      await currentUserWith({ owner }),
      await currentUserWith({ owner, version }),
    ])
    const [first, second] = both.result ?? []
    expect(first).toMatchObject({ user: { uid }, values: { owner: uid } })
    expect(second).toEqual({
      user: first?.user,
      values: { owner: uid, version: { version: 1, registeredAt: first?.user.registeredAt } },
    })
  })

  test('is nothing for a guest, for an ended session and for a cookie that the shop has not made', async () => {
    expect(await readWith(new Browser())).toBeNull()
    const { browser } = await signedIn()
    const copy = browser.copy()
    await browser.run(endSession)
    expect(await readWith(copy)).toBeNull()
    copy.cookies.set(session, 'made up')
    expect(await readWith(copy)).toBeNull()
  })

  test('leaves nothing behind when it can’t be read', async () => {
    const { browser, uid } = await signedIn()
    const broken: Part<never> = { sql: Prisma.sql`SELECT json_build_array(1 / 0)` }
    const failed = await browser.run(() => currentUserWith({ broken }).catch((error: Error) => error.message))
    expect(failed.result).toContain('division by zero')
    expect(await readWith(browser)).toMatchObject({ values: { owner: uid } })
  })
})

describe('who is not signed in', () => {
  const german = { method: 'GET', headers: { [languageHeader]: 'de' } } as const

  test.each([
    [() => requireUser('/account'), '/de/login?next=%2Faccount'],
    [() => requireBuyer('/checkout/abc'), '/de/login?next=%2Fcheckout%2Fabc'],
    [() => requireUserWith('/account/cards', {}), '/de/login?next=%2Faccount%2Fcards'],
  ])('is led to sign in in the language of the page: %s', async (work, address) => {
    const { location } = await new Browser().run<unknown>(work, german)
    expect(location).toBe(address)
    expect((await new Browser().run<unknown>(work, { method: 'GET' })).location).toBe(address.slice(3))
  })
})
