import { beforeEach, describe, expect, test } from 'vitest'
import {
  changeEmailAction,
  changeNameAction,
  changePasswordAction,
  signOutAction,
  signOutEverywhereAction,
} from '@/lib/accounts/actions'
import { knownDevice } from '@/lib/accounts/known-device'
import { createUser, type SessionSubject, signIn } from '@/lib/accounts/mutations'
import { personalKey } from '@/lib/accounts/rate-limit'
import { attemptOrigin, currentUser, startSession } from '@/lib/accounts/session'
import { languageHeader } from '@/lib/languages/languages.mjs'
import { Browser } from '@/test/support/next-request'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const password = 'seven paper herons'
let accounts = 0
let email = ''
let subject: SessionSubject
let browser: Browser
/** Another browser of the same account. */
let elsewhere: Browser

beforeEach(async () => {
  accounts++
  email = `buyer${accounts}@example.com`
  browser = new Browser(`198.51.100.${accounts}`)
  elsewhere = new Browser(`203.0.113.${accounts}`)
  subject = await createUser({ email, password })
  for (const each of [browser, elsewhere]) await each.run(() => startSession(subject))
})

const form = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.set(name, value)
  return data
}
const userOf = async (of: Browser) => (await of.run(currentUser, { method: 'GET' })).result
const isSignedIn = async () => [(await userOf(browser)) !== null, (await userOf(elsewhere)) !== null]

describe('a new name', () => {
  test('is shown at once, in the same request too', async () => {
    const { result } = await browser.run(async () => {
      const before = (await currentUser())?.name
      const state = await changeNameAction(undefined, form({ name: ' Ana ' }))
      return [before, state, (await currentUser())?.name]
    })
    expect(result).toEqual(['', { values: {}, errors: {}, done: true }, 'Ana'])
    expect((await userOf(elsewhere))?.name).toBe('Ana')
  })

  test('that won’t do is shown again with what is wrong, and changes nothing', async () => {
    const name = 'a'.repeat(81)
    const { result } = await browser.run(() => changeNameAction(undefined, form({ name })))
    expect(result).toMatchObject({ values: { name }, errors: { name: expect.any(String) }, done: false })
    expect((await userOf(browser))?.name).toBe('')
  })
})

describe('a new e-mail address', () => {
  test('keeps this browser signed in, and no other', async () => {
    const copy = browser.copy()
    const fields = form({ email: `new-${email.toUpperCase()}`, password })
    expect((await browser.run(() => changeEmailAction(undefined, fields))).result).toMatchObject({
      done: true,
    })
    expect(await isSignedIn()).toEqual([true, false])
    expect((await userOf(browser))?.email).toBe(`new-${email}`)
    expect(await userOf(copy)).toBeNull()
  })

  test('wants the password: without it nothing changes, and nobody is signed out', async () => {
    const fields = form({ email: `new-${email}`, password: 'a wrong password' })
    const { result, set } = await browser.run(() => changeEmailAction(undefined, fields))
    expect(result).toEqual({
      values: { email: `new-${email}` },
      errors: { password: expect.any(String) },
      done: false,
    })
    expect(set.size).toBe(0)
    expect(await isSignedIn()).toEqual([true, true])
    expect((await userOf(browser))?.email).toBe(email)
  })
})

describe('a new password', () => {
  const next = 'eight folded foxes'

  test('keeps this browser signed in, and no other', async () => {
    const fields = form({ current: password, password: next })
    expect((await browser.run(() => changePasswordAction(undefined, fields))).result).toMatchObject({
      done: true,
    })
    expect(await isSignedIn()).toEqual([true, false])
    await expect(signIn({ email, password, address: browser.address })).rejects.toThrow()
    await signIn({ email, password: next, address: browser.address })
  })

  test('requires the current one: without it nothing changes, and no password is shown again', async () => {
    const fields = form({ current: 'a wrong password', password: next })
    const { result } = await browser.run(() => changePasswordAction(undefined, fields))
    expect(result).toEqual({ values: {}, errors: { current: expect.any(String) }, done: false })
    expect(await isSignedIn()).toEqual([true, true])
    await signIn({ email, password, address: browser.address })
  })

  test('that is guessed at is counted by the browser, which has signed in before', async () => {
    const { result: origin } = await browser.run(attemptOrigin)
    const device = knownDevice(origin?.device, subject) ?? ''
    const fields = form({ current: 'a wrong password', password: next })
    await browser.run(() => changePasswordAction(undefined, fields))
    await browser.run(() => changeEmailAction(undefined, form({ email: 'a@b.example', password: 'wrong' })))
    const counted = await database.query('SELECT sum(hits)::int AS hits FROM rate_limits WHERE key = $1', [
      personalKey('sign-in-device', device),
    ])
    expect(counted).toEqual([{ hits: 2 }])
  })
})

describe('signing out', () => {
  test('ends the session of this browser alone, and leads home', async () => {
    const copy = browser.copy()
    const { status, location } = await browser.run(() => signOutAction(form({})))
    expect([status, location]).toEqual([307, '/'])
    expect(await isSignedIn()).toEqual([false, true])
    expect(await userOf(copy)).toBeNull()
  })

  test('everywhere ends every session of the account, and none of another', async () => {
    const stranger = new Browser()
    const other = await createUser({ email: `other-${email}`, password })
    await stranger.run(() => startSession(other))
    const { location } = await browser.run(() => signOutEverywhereAction(form({})))
    expect(location).toBe('/login?ended')
    expect(await isSignedIn()).toEqual([false, false])
    expect((await userOf(stranger))?.uid).toBe(other.uid)
  })

  test('of a guest does no harm', async () => {
    const guest = new Browser()
    expect((await guest.run(() => signOutAction(form({})))).location).toBe('/')
    expect((await guest.run(() => signOutEverywhereAction(form({})))).location).toBe('/login?ended')
    expect(await isSignedIn()).toEqual([true, true])
  })
})

describe('anybody can call an action', () => {
  test('a guest is sent to sign in, and changes nothing', async () => {
    for (const action of [changeNameAction, changeEmailAction, changePasswordAction]) {
      const { location } = await new Browser().run(() => action(undefined, form({ name: 'Eve', password })))
      expect(location).toBe('/login?next=%2Faccount')
    }
    expect((await userOf(browser))?.name).toBe('')
  })

  test('with anything for a form: there is no such page', async () => {
    const anything = { get: () => 'Eve' } as unknown as FormData
    for (const action of [changeNameAction, changeEmailAction, changePasswordAction]) {
      expect((await browser.run(() => action(undefined, anything))).status).toBe(404)
    }
    for (const action of [signOutAction, signOutEverywhereAction]) {
      expect((await browser.run(() => action(anything))).status).toBe(404)
    }
    expect(await isSignedIn()).toEqual([true, true])
  })
})

describe('an operator’s own account', () => {
  const entries = () =>
    database.query<{ act: string; actor: string }>(
      `SELECT act, actor FROM audit_entries WHERE subject = $1 AND act LIKE 'account.%' ORDER BY id`,
      [subject.uid],
    )
  const changes = async () => {
    await browser.run(() => changeEmailAction(undefined, form({ email: `new-${email}`, password })))
    const fields = form({ current: password, password: 'nine paper foxes' })
    await browser.run(() => changePasswordAction(undefined, fields))
  }

  test('is changed on record, and a buyer’s is not', async () => {
    await changes()
    expect(await entries()).toEqual([])
    subject = await createUser({ email: `boss-${email}`, password, role: 'REVIEWER' })
    await browser.run(() => startSession(subject))
    await changes()
    expect(await entries()).toEqual([{ act: 'account.password', actor: `boss-${email}` }])
  })
})

describe('on a German page', () => {
  const german = { method: 'POST', headers: { [languageHeader]: 'de' } } as const
  const languageOf = async () =>
    (await database.query('SELECT language FROM users WHERE uid = $1', [subject.uid])).at(0)

  test.each([
    ['e-mail address', () => changeEmailAction(undefined, form({ email: `new-${email}`, password }))],
    ['password', () => changePasswordAction(undefined, form({ current: password, password: 'eight foxes' }))],
  ])('the letter about a new %s is in German', async (_, change) => {
    expect((await browser.run(change, german)).result?.done).toBe(true)
    expect(await languageOf()).toEqual({ language: 'de' })
  })

  test('what is wrong is said in German, and changes nothing', async () => {
    const fields = form({ current: 'a wrong password', password: 'eight foxes' })
    const { result } = await browser.run(() => changePasswordAction(undefined, fields), german)
    expect(result?.errors).toEqual({
      current: 'Das ist nicht Ihr aktuelles Passwort. Versuchen Sie es noch einmal.',
    })
    expect(await languageOf()).toEqual({ language: 'en' })
  })

  test('signing out leads to a German page', async () => {
    expect((await elsewhere.run(() => signOutAction(form({})), german)).location).toBe('/de')
    expect((await browser.run(() => signOutEverywhereAction(form({})), german)).location).toBe(
      '/de/login?ended',
    )
  })
})
