import { afterEach, expect, test, vi } from 'vitest'

/** The module as a process with these variables sees it: the environment is read once. */
async function withSettings(variables: Record<string, string>) {
  vi.resetModules()
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value)
  return import('@/lib/checkout/card-settings')
}

afterEach(() => vi.unstubAllEnvs())

const dollars = (amount: number) => ({ amount, currency: 'USD' })

test('without keys no card is offered', async () => {
  const { cardSettings } = await withSettings({ BRICK_PUBLIC_KEY: '', BRICK_PRIVATE_KEY: '' })
  expect(cardSettings()).toBeUndefined()
})

test.each([
  ['default', 'http://localhost:4000/brick/1.6/build/brick.1.6.0.min.js'],
  ['custom', 'http://localhost:4000/brick/brick.1.4.js'],
])('the %s form takes the script that is documented for it', async (form, scriptUrl) => {
  const { cardSettings } = await withSettings({ BRICK_FORM: form })
  expect(cardSettings()).toMatchObject({ form, scriptUrl })
})

test('a script of one’s own choice goes before', async () => {
  const { cardSettings } = await withSettings({ BRICK_JS_URL: 'https://cdn.example/brick.js' })
  expect(cardSettings()?.scriptUrl).toBe('https://cdn.example/brick.js')
})

test.each([
  ['always', [0, 999], [true, true]],
  ['provider', [0, 99999], [false, false]],
  ['20', [1999, 2000, 2001], [false, true, true]],
  ['19.99', [1998, 1999], [false, true]],
])('3-D Secure by %s', async (BRICK_SECURE, amounts, asked) => {
  const { asksForSecure } = await withSettings({ BRICK_SECURE })
  expect(amounts.map((amount) => asksForSecure(dollars(amount)))).toEqual(asked)
})

test('an amount is one of the first currency; every order in another is asked for', async () => {
  const { asksForSecure } = await withSettings({ BRICK_SECURE: '100' })
  expect(asksForSecure({ amount: 9999, currency: 'USD' })).toBe(false)
  for (const currency of ['JPY', 'KWD', 'EUR']) expect(asksForSecure({ amount: 1, currency })).toBe(true)
  const finer = await withSettings({ BRICK_SECURE: '99.505' })
  expect(finer.asksForSecure({ amount: 1, currency: 'USD' })).toBe(true)
  const never = await withSettings({ BRICK_SECURE: 'provider' })
  expect(never.asksForSecure({ amount: 100_000, currency: 'JPY' })).toBe(false)
})
