import { verify } from '@node-rs/argon2'
import { expect, test, vi } from 'vitest'
import { hashPassword, passwordFault, verifyPassword } from '@/lib/accounts/password'

// The real functions, whose calls can be counted.
vi.mock('@node-rs/argon2', async (original) => {
  const real = await original<typeof import('@node-rs/argon2')>()
  return { hash: real.hash, verify: vi.fn(real.verify) }
})

test('a password matches its own hash alone, and two hashes of it differ', async () => {
  const [one, other] = [await hashPassword('seven paper herons'), await hashPassword('seven paper herons')]
  expect(one).not.toBe(other)
  expect(await verifyPassword(one, 'seven paper herons')).toBe(true)
  expect(await verifyPassword(one, 'seven paper heronS')).toBe(false)
})

test('a hash costs what is intended', async () => {
  expect(await hashPassword('seven paper herons')).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
})

test('without an account the same work is done for the answer no', async () => {
  const passwordHash = await hashPassword('seven paper herons')
  vi.mocked(verify).mockClear()
  expect(await verifyPassword(undefined, 'seven paper herons')).toBe(false)
  expect(await verifyPassword(passwordHash, 'a wrong password')).toBe(false)
  // The parameters of a hash are the work that it costs; the values after them tell nothing.
  const work = vi.mocked(verify).mock.calls.map(([hash]) => hash.toString().split('$').slice(0, 4))
  expect(work).toHaveLength(2)
  expect(work[0]).toEqual(work[1])
})

test('a password is the same, however the keyboard spells its accents', async () => {
  const [composed, decomposed] = (['NFC', 'NFD'] as const).map((form) => 'sept hérons pliés'.normalize(form))
  expect(composed).not.toBe(decomposed)
  for (const chosen of [composed, decomposed]) {
    const passwordHash = await hashPassword(chosen ?? '')
    for (const typed of [composed, decomposed]) {
      expect(await verifyPassword(passwordHash, typed ?? '')).toBe(true)
    }
    expect(await verifyPassword(passwordHash, 'sept herons plies')).toBe(false)
  }
})

test.each(['NFC', 'NFD'] as const)('one letter again and again is refused, accent and all, in %s', (form) => {
  expect(passwordFault('é'.repeat(12).normalize(form), 'ana@example.com')).toBeDefined()
})
