import { expect, test } from 'vitest'
import { ownPath } from '@/lib/http/own-path'

test.each([
  '/',
  '/account',
  '/checkout/9f3k?from=cart&size=a4#pay',
  '/products/fox?next=https://evil.example',
  '/caf%C3%A9',
  '/account/./orders/../orders',
  '/account//orders',
  '/account?next=//evil.example#//evil.example',
])('stays: %s', (value) => {
  expect(ownPath(value, '/account')).toBe(value)
})

test.each([
  [undefined],
  [null],
  [['/account', '/x']],
  [''],
  ['account'],
  ['https://evil.example'],
  ['javascript:alert(1)'],
  ['//evil.example'],
  ['///evil.example'],
  ['/\\evil.example'],
  ['\\\\evil.example'],
  ['/account\\..\\evil'],
  ['/%2Fevil.example'],
  ['/%2f%2fevil.example'],
  ['/%5Cevil.example'],
  ['/%09/evil.example'],
  ['/\t/evil.example'],
  ['/\n/evil.example'],
  [' //evil.example'],
  ['/ /evil.example'],
  ['/\u2028/evil.example'],
  ['/account\r\nset-cookie: a=b'],
  ['/.//evil.example'],
  ['/..//evil.example'],
  ['/%2e//evil.example'],
  ['/.%2F/evil.example'],
  ['/%2e%2f/evil.example'],
  ['/account/..//evil.example'],
  ['/account/%2e%2e//evil.example'],
  ['/account%2F..%2F%2Fevil.example'],
  ['/.//evil.example/../..//evil.example'],
  ['/%zz'],
  ['/%ff'],
  [`/${'a'.repeat(600)}`],
])('goes home instead: %j', (value) => {
  expect(ownPath(value, '/account')).toBe('/account')
})
