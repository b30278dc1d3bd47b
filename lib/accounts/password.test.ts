import { expect, test } from 'vitest'
import { hashPassword, verifyPassword } from '@/lib/accounts/password'

async function fastest(work: () => Promise<unknown>): Promise<number> {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 7; round++) {
    const start = performance.now()
    await work()
    best = Math.min(best, performance.now() - start)
  }
  return best
}

test('a password matches its own hash alone, and two hashes of it differ', async () => {
  const [one, other] = [await hashPassword('seven paper herons'), await hashPassword('seven paper herons')]
  expect(one).not.toBe(other)
  expect(await verifyPassword(one, 'seven paper herons')).toBe(true)
  expect(await verifyPassword(one, 'seven paper heronS')).toBe(false)
})

test('without an account the same work is done for the answer no', async () => {
  const passwordHash = await hashPassword('seven paper herons')
  expect(await verifyPassword(undefined, 'seven paper herons')).toBe(false)
  const known = await fastest(() => verifyPassword(passwordHash, 'a wrong password'))
  const unknown = await fastest(() => verifyPassword(undefined, 'a wrong password'))
  expect(unknown / known).toBeGreaterThan(0.5)
  expect(unknown / known).toBeLessThan(2)
})
