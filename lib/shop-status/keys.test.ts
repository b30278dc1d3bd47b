import { expect, test } from 'vitest'
import { parseEnv } from '@/lib/env'
import { shownKeys } from '@/lib/shop-status/keys'
import { exampleValues } from '@/scripts/settings'

test('names show their ends, secrets nothing of themselves', () => {
  const values = { ...exampleValues(), METRICS_TOKEN: 'a token of 20 letters' }
  const keys = new Map(shownKeys(parseEnv(values)).map(({ name, shown }) => [name, shown]))
  expect(keys.get('PAYMENTWALL_PROJECT_KEY')).toBe('7a1f…b2c4')
  expect(keys.get('BRICK_PUBLIC_KEY')).toBe('t_0f…d2e1')
  // printf %s 6adf97f83acf6453d4a6a4b1070f3754 | sha256sum
  expect(keys.get('PAYMENTWALL_SECRET_KEY')).toMatch(/^Set, fingerprint [0-9a-f]{8}$/)
  expect(keys.get('PAYMENTWALL_SECRET_KEY_PREVIOUS')).toBe('Not set')
  const secrets = /SECRET|PRIVATE|ENCRYPTION|TOKEN/
  for (const [name, value] of Object.entries(values)) {
    if (!secrets.test(name) || !value) continue
    for (let at = 0; at + 4 <= value.length; at++) {
      expect(keys.get(name), name).not.toContain(value.slice(at, at + 4))
    }
  }
})

test('every variable that holds a key or a secret is listed', () => {
  const listed = shownKeys(parseEnv(exampleValues())).map(({ name }) => name)
  const wanted = Object.keys(exampleValues()).filter(
    (name) => /(_KEY|_SECRET|_TOKEN|_KEY_PREVIOUS|SMTP_URL)$/.test(name) && name !== 'BRICK_SECURE',
  )
  expect(listed.sort()).toEqual(wanted.sort())
})
