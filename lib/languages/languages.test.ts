import { expect, test } from 'vitest'
import { addressIn } from '@/lib/languages/languages.mjs'

test.each([
  ['/', '/de'],
  ['/?page=2', '/de?page=2'],
  ['/#memberships', '/de#memberships'],
  ['/cart', '/de/cart'],
  ['/checkout/abc?price=changed', '/de/checkout/abc?price=changed'],
  ['/orders', '/de/orders'],
  ['/admin', '/admin'],
  ['/admin/orders?state=paid', '/admin/orders?state=paid'],
  ['/api/account/data', '/api/account/data'],
  ['/o/abc', '/o/abc'],
])('%s is %s in German, and itself in English', (path, address) => {
  expect(addressIn('de', path)).toBe(address)
  expect(addressIn('en', path)).toBe(path)
})
