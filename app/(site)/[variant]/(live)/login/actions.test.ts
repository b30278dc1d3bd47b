import { expect, test } from 'vitest'
import { signInAction } from '@/app/(site)/[variant]/(live)/login/actions'
import { createUser } from '@/lib/accounts/mutations'
import { personalKey } from '@/lib/accounts/rate-limit'
import type { Role } from '@/lib/generated/prisma/enums'
import { languageHeader } from '@/lib/languages/languages.mjs'
import { Browser } from '@/test/support/next-request'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const password = 'seven paper herons'

test.each<[Role, Record<string, string>, string]>([
  ['BUYER', {}, '/account'],
  ['REVIEWER', {}, '/admin/go-live/welcome'],
  ['ADMIN', {}, '/account'],
  ['REVIEWER', { next: '' }, '/admin/go-live/welcome'],
  ['REVIEWER', { next: '/admin/orders' }, '/admin/orders'],
  ['REVIEWER', { next: '//evil.example/' }, '/admin/go-live/welcome'],
])('who signs in as a %s with %j begins at %s', async (role, fields, place) => {
  const email = `${crypto.randomUUID()}@example.com`
  await createUser({ email, password, role })
  const form = new FormData()
  for (const [name, value] of Object.entries({ email, password, ...fields })) form.set(name, value)
  const { location } = await new Browser().run(() => signInAction(undefined, form))
  expect(location).toBe(place)
})

const german = { method: 'POST', headers: { [languageHeader]: 'de' } } as const

function signIn(fields: Record<string, string>, sent?: typeof german) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return new Browser().run(() => signInAction(undefined, form), sent)
}

test.each([
  ['BUYER', {}, '/de/account'],
  ['BUYER', { next: '/orders/abc?joined' }, '/de/orders/abc?joined'],
  ['REVIEWER', {}, '/admin/go-live/welcome'],
] as const)('who signs in as a %s on a German page with %j begins at %s', async (role, fields, place) => {
  const email = `${crypto.randomUUID()}@example.com`
  await createUser({ email, password, role })
  expect((await signIn({ email, password, ...fields }, german)).location).toBe(place)
})

test('an account’s letters are in the language in which it last signed in', async () => {
  const email = 'ana@example.com'
  await createUser({ email, password })
  const languages: unknown[] = []
  for (const [word, sent] of [
    [password, german],
    ['a wrong password', undefined],
    [password, undefined],
  ] as const) {
    await signIn({ email, password: word }, sent)
    languages.push(...(await database.query('SELECT language FROM users WHERE email = $1', [email])))
  }
  expect(languages).toEqual([{ language: 'de' }, { language: 'de' }, { language: 'en' }])
})

test('on a German page, what is wrong is said in German', async () => {
  const email = 'bob@example.com'
  await createUser({ email, password })
  const faults = async (fields: Record<string, string>) => (await signIn(fields, german)).result?.errors
  expect(await faults({ email: '', password: '' })).toEqual({
    email: 'Geben Sie Ihre E-Mail-Adresse ein.',
    password: 'Geben Sie Ihr Passwort ein.',
  })
  expect(await faults({ email, password: 'a wrong password' })).toEqual({
    form: 'Die E-Mail-Adresse oder das Passwort ist falsch. Prüfen Sie beides, und versuchen Sie es noch einmal.',
  })
  await database.query('UPDATE rate_limits SET hits = 100 WHERE key = $1', [
    personalKey('sign-in-account', email),
  ])
  expect((await faults({ email, password }))?.form).toMatch(
    /^Zu viele Versuche\. Versuchen Sie es in (einer Minute|\d+ Minuten) noch einmal\. Auf einem Gerät/,
  )
})
