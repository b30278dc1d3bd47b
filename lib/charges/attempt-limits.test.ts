import { expect, test } from 'vitest'
import { countCardAttempt, returnCardAttempt, sharedKeys } from '@/lib/charges/attempt-limits'
import { newId } from '@/lib/ids'
import { freezeClock } from '@/test/support/frozen-clock'
import { uidOf } from '@/test/support/ids'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
// Attempts are counted in fixed windows; none may begin in the middle of a test.
await freezeClock(database)

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
    const good = { counted: sharedKeys(attempt(most)), createdAt: new Date() }
    // A quarter of an hour later it would be taken from attempts that were not good.
    await returnCardAttempt(good, new Date(Date.now() + 15 * 60_000))
    expect(await countCardAttempt(attempt(most))).toBeGreaterThan(0)
    await returnCardAttempt(good)
    await returnCardAttempt(good)
    await returnCardAttempt(good)
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

const hits = async (purpose: string) => {
  const rows = await database.query<{ hits: number }>(
    `SELECT sum(hits)::int AS hits FROM rate_limits WHERE key LIKE $1 || ':%'`,
    [purpose],
  )
  return rows[0]?.hits ?? 0
}

test.each([
  ['buyer', 20, 'card-payment', { uid: uidOf(newId()) }],
  ['guest’s e-mail address', 20, 'card-guest', { email: 'one@example.com' }],
  ['fingerprint', 30, 'card-fingerprint', { fingerprint: 'one' }],
  ['network', 60, 'card-network', { address: '203.0.113.77' }],
])(
  'refused by the limit of one %s, an attempt counts for no other limit',
  async (_, most, refusing, same) => {
    await database.query('DELETE FROM rate_limits')
    const attempt = (time: number) => {
      const { uid, email, address, fingerprint } = {
        uid: uidOf(newId()),
        email: `${newId()}@example.com`,
        address: `2001:db8:1:${time}::1`,
        fingerprint: `fingerprint-${time}`,
        ...same,
      }
      return countCardAttempt({ buyer: { uid, email, isGuest: true }, address, fingerprint })
    }
    for (let time = 0; time < most; time++) expect(await attempt(time)).toBeUndefined()
    for (let time = most; time < most + 5; time++) expect(await attempt(time)).toBeGreaterThan(0)
    for (const purpose of ['card-payment', 'card-guest', 'card-fingerprint', 'card-network']) {
      expect(await hits(purpose), purpose).toBe(purpose === refusing ? most + 5 : most)
    }
  },
)
