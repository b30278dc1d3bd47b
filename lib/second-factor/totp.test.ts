import { expect, test } from 'vitest'
import { base32, codeAt, enrolmentUri, newSecret, stepAt, stepOf } from '@/lib/second-factor/totp'

const secret = Buffer.from('12345678901234567890')
const at = (seconds: number) => new Date(seconds * 1000)

// RFC 6238, appendix B, of which six digits count here.
test.each([
  [59, '287082'],
  [1111111109, '081804'],
  [1111111111, '050471'],
  [1234567890, '005924'],
  [2000000000, '279037'],
  [20000000000, '353130'],
])('the code at %i s is %s', (seconds, code) => {
  expect(codeAt(secret, stepAt(at(seconds)))).toBe(code)
  expect(stepOf(secret, code, at(seconds))).toBe(stepAt(at(seconds)))
})

test('the codes beside the present one are taken too, and no others', () => {
  const now = at(1234567890)
  const step = stepAt(now)
  const taken = [-2, -1, 0, 1, 2].map((distance) => stepOf(secret, codeAt(secret, step + distance), now))
  expect(taken).toEqual([undefined, step - 1, step, step + 1, undefined])
  for (const text of ['', '28708', '0287082', 'abcdef']) expect(stepOf(secret, text, now)).toBeUndefined()
})

test('a secret is given to authenticators as they read it', () => {
  expect(base32(secret)).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  expect(base32(newSecret())).toMatch(/^[A-Z2-7]{32}$/)
  const uri = new URL(enrolmentUri(secret, 'Fold & line', 'a+b@shop.example'))
  expect([uri.protocol, uri.host, decodeURIComponent(uri.pathname)]).toEqual([
    'otpauth:',
    'totp',
    '/Fold & line:a+b@shop.example',
  ])
  expect(uri.searchParams.get('secret')).toBe('GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ')
  expect(uri.searchParams.get('issuer')).toBe('Fold & line')
})
