import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { decode } from 'next-auth/jwt'
import { beforeEach, describe, expect, test } from 'vitest'
import { authOptions } from '@/lib/accounts/auth-options'
import { changePassword, createUser } from '@/lib/accounts/mutations'
import { addressKey } from '@/lib/accounts/rate-limit'
import { currentUser } from '@/lib/accounts/session'
import { sessionDigest, sessionSeconds } from '@/lib/accounts/session-id'
import { env } from '@/lib/env'
import { english } from '@/lib/languages/locale'
import { uidOf } from '@/test/support/ids'
import { Browser } from '@/test/support/next-request'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const cookie = '__Host-foldline.session'
const password = 'seven paper herons'
let accounts = 0
let email = ''
let uid = uidOf('')
let browser: Browser

beforeEach(async () => {
  accounts++
  email = `buyer${accounts}@example.com`
  uid = (await createUser({ email, password })).uid
  browser = new Browser(`198.51.100.${accounts}`)
})

const handler = (request: NextRequest, context: { params: Promise<Record<string, string[]>> }) =>
  NextAuth(request, context as { params: Promise<{ nextauth: string[] }> }, authOptions(english))

function call(of: Browser, place: string, fields?: Record<string, string>) {
  return of.send(handler, {
    path: `/api/auth/${place}`,
    params: { nextauth: place.split('/') },
    ...(fields && { body: new URLSearchParams({ json: 'true', ...fields }) }),
  })
}

async function signIn(of: Browser, fields: Record<string, string>) {
  const { csrfToken } = await (await call(of, 'csrf')).json()
  return call(of, 'callback/credentials', { csrfToken, ...fields })
}

const userOf = async (of: Browser) => (await of.run(currentUser, { method: 'GET' })).result

describe('signing in by next-auth', () => {
  test('begins a session of the shop, by a cookie like the shop’s own', async () => {
    const earliest = Date.now() + sessionSeconds * 1000 - 1000
    const response = await signIn(browser, { email: ` ${email.toUpperCase()}`, password })
    expect(response.status).toBe(200)
    const text = response.headers.getSetCookie().find((each) => each.startsWith(`${cookie}=`)) ?? ''
    for (const attribute of ['HttpOnly', 'Path=/', 'SameSite=Lax', 'Secure'])
      expect(text).toContain(attribute)
    const expires = Date.parse(/Expires=([^;]+)/.exec(text)?.[1] ?? '')
    expect(expires).toBeGreaterThanOrEqual(earliest)
    expect(expires).toBeLessThanOrEqual(Date.now() + sessionSeconds * 1000)
    expect(await userOf(browser)).toMatchObject({ uid, email })
    const [row] = await database.query('SELECT address, user_agent FROM sessions WHERE uid = $1', [uid])
    expect(row).toEqual({ address: browser.address, user_agent: 'Paper/1' })
  })

  test('puts the session’s id into the cookie, encrypted, and nothing else', async () => {
    await signIn(browser, { email, password })
    const token = await decode({ token: browser.cookies.get(cookie), secret: env().NEXTAUTH_SECRET })
    expect(token).toEqual({
      session: expect.any(String),
      iat: expect.any(Number),
      exp: Number(token?.iat) + sessionSeconds,
      jti: expect.any(String),
    })
    const rows = await database.query('SELECT id FROM sessions WHERE uid = $1', [uid])
    expect(rows).toEqual([{ id: sessionDigest(token?.session ?? '') }])
  })

  test.each<[string, () => Record<string, string>]>([
    ['a wrong password', () => ({ email, password: 'a wrong password' })],
    ['an unknown address', () => ({ email: `no-${email}`, password })],
    ['no password', () => ({ email })],
    ['no address', () => ({ password })],
    ['what is no address', () => ({ email: 'x', password })],
  ])('is refused with %s, and one can’t tell them apart', async (_, fields) => {
    const response = await signIn(browser, fields())
    expect(response.status).toBe(401)
    expect(new URL((await response.json()).url).searchParams.get('error')).toBe('CredentialsSignin')
    expect(browser.cookies.has(cookie)).toBe(false)
    expect(await database.query('SELECT FROM sessions WHERE uid = $1', [uid])).toEqual([])
  })

  test('wants the token of a page of ours', async () => {
    await call(browser, 'csrf')
    await call(browser, 'callback/credentials', { csrfToken: 'x', email, password })
    expect(browser.cookies.has(cookie)).toBe(false)
  })

  test('counts failures by where they come from, as the form does', async () => {
    await signIn(browser, { email, password: 'a wrong password' })
    await signIn(new Browser('203.0.113.200'), { email, password: 'a wrong password' })
    const counted = await database.query('SELECT sum(hits)::int AS hits FROM rate_limits WHERE key = $1', [
      addressKey('sign-in-address', browser.address),
    ])
    expect(counted).toEqual([{ hits: 1 }])
  })
})

describe('signing out by next-auth', () => {
  test('ends the session on the server too: a copy of the cookie opens nothing', async () => {
    await signIn(browser, { email, password })
    const copy = browser.copy()
    const { csrfToken } = await (await call(browser, 'csrf')).json()
    await call(browser, 'signout', { csrfToken })
    expect(browser.cookies.has(cookie)).toBe(false)
    expect(await userOf(copy)).toBeNull()
    expect(await database.query('SELECT FROM sessions WHERE uid = $1', [uid])).toEqual([])
  })

  test('wants the token of a page of ours', async () => {
    await signIn(browser, { email, password })
    await call(browser, 'signout', { csrfToken: 'x' })
    expect((await userOf(browser))?.uid).toBe(uid)
  })

  test('is not needed where the password was changed: the cookie opens nothing any more', async () => {
    await signIn(browser, { email, password })
    await changePassword({ uid, current: password, password: 'eight folded foxes', address: '203.0.113.1' })
    expect(await userOf(browser)).toBeNull()
  })
})
