import { expect, test } from 'vitest'
import { registerAction } from '@/app/(site)/[variant]/(live)/register/actions'
import { createUser } from '@/lib/accounts/mutations'
import { languageHeader } from '@/lib/languages/languages.mjs'
import { Browser } from '@/test/support/next-request'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const german = { method: 'POST', headers: { [languageHeader]: 'de' } } as const
const password = 'seven paper herons'

function register(fields: Record<string, string>, sent?: typeof german) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ name: '', password, ...fields })) form.set(name, value)
  return new Browser().run(() => registerAction(undefined, form), sent)
}

test('on a German page, an account has its letters in German, and begins at a German page', async () => {
  const { location } = await register({ email: 'neu@example.com' }, german)
  expect(location).toBe('/de/account')
  expect((await register({ email: 'new@example.com' })).location).toBe('/account')
  expect(await database.query('SELECT email, language FROM users ORDER BY email')).toEqual([
    { email: 'neu@example.com', language: 'de' },
    { email: 'new@example.com', language: 'en' },
  ])
})

test.each([
  [{ email: '' }, { email: 'Geben Sie Ihre E-Mail-Adresse ein.' }],
  [{ email: 'a@example.com', password: 'kurz' }, { password: 'Verwenden Sie mindestens 10 Zeichen.' }],
  [
    { email: 'a@example.com', password: 'aaaaaaaaaaaa' },
    {
      password:
        'Dieses Passwort ist zu leicht zu erraten. Wählen Sie ein anderes, zum Beispiel einige zufällige Wörter.',
    },
  ],
  [
    { email: 'a@example.com', name: 'a'.repeat(81) },
    { name: 'Ihr Name darf höchstens 80 Zeichen lang sein.' },
  ],
])('on a German page, %j is refused in German', async (fields, errors) => {
  expect((await register(fields, german)).result).toMatchObject({ errors, done: false })
})

test('who has an account is led to sign in, in the language of the page', async () => {
  await createUser({ email: 'known@example.com', password })
  const refused = async (sent?: typeof german) =>
    (await register({ email: 'known@example.com' }, sent)).result
  const [here, there] = [await refused(), await refused(german)]
  expect(here).toMatchObject({ signIn: { words: 'Sign in', href: '/login' } })
  expect(there).toMatchObject({ signIn: { words: 'Melden Sie sich an', href: '/de/login' } })
  for (const state of [here, there]) expect(state?.errors.email).toContain(state?.signIn?.words)
})
