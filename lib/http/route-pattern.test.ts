import { expect, test } from 'vitest'
import { patternFinder } from '@/lib/http/route-pattern'

const find = patternFinder([
  '/',
  '/account/orders',
  '/admin/orders/[order]',
  '/admin/orders/[order]/refund',
  '/admin/orders/search',
  '/api/auth/[...nextauth]',
  '/api/pingback',
  '/[...missing]',
])

test.each([
  ['/', '/'],
  ['/api/pingback', '/api/pingback'],
  ['//api//pingback/', '/api/pingback'],
  ['/admin/orders/0abc', '/admin/orders/[order]'],
  ['/admin/orders/0abc/refund', '/admin/orders/[order]/refund'],
  ['/admin/orders/search', '/admin/orders/search'],
  // A word that leads nowhere is any word.
  ['/admin/orders/search/refund', '/admin/orders/[order]/refund'],
  ['/api/auth/callback/credentials', '/api/auth/[...nextauth]'],
  ['/wp-login.php', '/[...missing]'],
  ['/admin/orders/0abc/none', '/[...missing]'],
  ['/constructor/__proto__', '/[...missing]'],
])('%s is %s', (path, pattern) => {
  expect(find(path)).toBe(pattern)
})

test('where no route takes everything, what is not there has no pattern', () => {
  expect(patternFinder(['/cart'])('/basket')).toBeUndefined()
})
