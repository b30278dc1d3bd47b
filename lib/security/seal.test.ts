import { randomBytes } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'

const firstKey = randomBytes(32).toString('base64')
const secondKey = randomBytes(32).toString('base64')

/** The module as a process with these keys sees it: the environment is read once. */
async function withKeys(current: string, previous = '') {
  vi.resetModules()
  vi.stubEnv('DATA_ENCRYPTION_KEY', current)
  vi.stubEnv('DATA_ENCRYPTION_KEY_PREVIOUS', previous)
  return import('@/lib/security/seal')
}

afterEach(() => vi.unstubAllEnvs())

test('what is sealed opens at its place, and shows nothing of itself', async () => {
  const { seal, unseal } = await withKeys(firstKey)
  const sealed = seal('2857a8cefec761ef7cdb3f97abf4c7b1', 'saved-card a')
  expect(Buffer.from(sealed).toString('latin1')).not.toContain('2857a8')
  expect(unseal(sealed, 'saved-card a')).toBe('2857a8cefec761ef7cdb3f97abf4c7b1')
})

test('the same text sealed twice differs', async () => {
  const { seal } = await withKeys(firstKey)
  expect(Buffer.from(seal('x', 'a')).equals(Buffer.from(seal('x', 'a')))).toBe(false)
})

test('a sealed value moved to another row does not open', async () => {
  const { seal, unseal } = await withKeys(firstKey)
  expect(unseal(seal('token', 'saved-card a'), 'saved-card b')).toBeUndefined()
})

test('a value altered in any byte does not open', async () => {
  const { seal, unseal } = await withKeys(firstKey)
  const sealed = seal('token', 'a')
  for (let index = 0; index < sealed.length; index++) {
    const altered = Uint8Array.from(sealed)
    altered[index] = (altered[index] ?? 0) ^ 1
    expect(unseal(altered, 'a')).toBeUndefined()
  }
  expect(unseal(sealed.subarray(0, sealed.length - 1), 'a')).toBeUndefined()
  expect(unseal(new Uint8Array(), 'a')).toBeUndefined()
})

test('after a rotation the previous key still opens, and new values take the new key', async () => {
  const old = (await withKeys(firstKey)).seal('token', 'a')
  const rotated = await withKeys(secondKey, firstKey)
  expect(rotated.unseal(old, 'a')).toBe('token')
  const fresh = rotated.seal('token', 'a')
  expect((await withKeys(firstKey)).unseal(fresh, 'a')).toBeUndefined()
  expect((await withKeys(secondKey)).unseal(fresh, 'a')).toBe('token')
  expect((await withKeys(secondKey)).unseal(old, 'a')).toBeUndefined()
})
