import { expect, test } from 'vitest'
import { countCardAttempt, returnCardAttempt } from '@/lib/charges/attempt-limits'
import { newId } from '@/lib/ids'
import { uidOf } from '@/test/support/ids'
import { testDatabase } from '@/test/support/test-database'

await testDatabase()

interface Tried {
  time: number
}

test.each([
  ['network', 60, ({ time }: Tried) => ({ address: '203.0.113.9', fingerprint: `fingerprint-${time}` })],
  [
    'fingerprint',
    30,
    ({ time }: Tried) => ({ address: `2001:db8:0:${time}::1`, fingerprint: 'one-browser' }),
  ],
])(
  'is attempted by one %s at most %d times, whoever buys; what was good is not counted',
  async (_, most, from) => {
    const attempt = (time: number, isGuest = true) => ({
      buyer: { uid: uidOf(newId()), email: `guest${newId()}@example.com`, isGuest },
      ...from({ time }),
    })
    for (let time = 0; time < most; time++) expect(await countCardAttempt(attempt(time))).toBeUndefined()
    expect(await countCardAttempt(attempt(most))).toBeGreaterThan(0)
    await returnCardAttempt(attempt(most))
    await returnCardAttempt(attempt(most))
    expect(await countCardAttempt(attempt(most + 1, false))).toBeUndefined()
  },
)

test('is attempted 20 times by all guests of one e-mail address, which the account of that address need not mind', async () => {
  const email = 'shared@example.com'
  const attempt = (isGuest: boolean) =>
    countCardAttempt({
      buyer: { uid: uidOf(newId()), email, isGuest },
      address: undefined,
      fingerprint: undefined,
    })
  for (let time = 0; time < 20; time++) expect(await attempt(true)).toBeUndefined()
  expect(await attempt(true)).toBeGreaterThan(0)
  expect(await attempt(false)).toBeUndefined()
})
