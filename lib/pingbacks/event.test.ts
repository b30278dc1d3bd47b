import { describe, expect, test } from 'vitest'
import { readEvent } from '@/lib/pingbacks/event'

const sent = {
  uid: 'ana',
  goodsid: 'order1',
  slength: '',
  speriod: '',
  type: '0',
  ref: 'b1',
  sign_version: '3',
  sig: 'a'.repeat(64),
}

const digestOf = (changes: Record<string, string> = {}, names?: string[]) => {
  const parameters = { ...sent, ...changes }
  const pairs = Object.entries(parameters)
  if (names) pairs.sort(([a], [b]) => names.indexOf(a) - names.indexOf(b))
  return readEvent(new Map(pairs), false).digest
}

describe('the digest of a payload', () => {
  test.each([
    ['the other version, which another signature comes with', { sign_version: '2', sig: 'b'.repeat(32) }],
    ['the signature of another secret', { sig: 'c'.repeat(64) }],
  ])('is the same under %s', (_, changes) => {
    expect(digestOf(changes)).toBe(digestOf())
  })

  test('is the same in whatever order the parameters come', () => {
    expect(digestOf({}, Object.keys(sent).reverse())).toBe(digestOf())
  })

  test.each(Object.keys(sent).filter((name) => !['sig', 'sign_version'].includes(name)))(
    'is another with another %s',
    (name) => {
      expect(digestOf({ [name]: '12' })).not.toBe(digestOf({ [name]: '13' }))
    },
  )

  test('is another under another name, or where a border between names and values has moved', () => {
    expect(digestOf({ a: '1' })).not.toBe(digestOf({ b: '1' }))
    expect(digestOf({ a: 'bc' })).not.toBe(digestOf({ ab: 'c' }))
    expect(digestOf({ a: '1', b: '2' })).not.toBe(digestOf({ a: '1b2' }))
    expect(digestOf({ a: '11:b1:2' })).not.toBe(digestOf({ a: '1', b: '2' }))
  })

  test('counts a value that is empty', () => {
    expect(digestOf({ note: '' })).not.toBe(digestOf())
  })
})
