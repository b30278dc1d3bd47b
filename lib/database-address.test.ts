import { expect, test } from 'vitest'
import { addressesOf, placeOf } from '@/lib/database-address'

test.each([
  ['postgresql://shop@db.example/shop', ['postgresql://shop@db.example/shop']],
  [
    'postgres://u:p%40,x@a:5433,b/shop?sslmode=verify-full',
    ['postgres://u:p%40,x@a:5433/shop?sslmode=verify-full', 'postgres://u:p%40,x@b/shop?sslmode=verify-full'],
  ],
  [
    'postgresql://[::1]:5432,[::2]:5432/shop',
    ['postgresql://[::1]:5432/shop', 'postgresql://[::2]:5432/shop'],
  ],
  ['postgresql://a,b,c', ['postgresql://a', 'postgresql://b', 'postgresql://c']],
  ['postgresql:///shop?host=/run/postgresql', ['postgresql:///shop?host=/run/postgresql']],
])('%s names its hosts', (url, addresses) => {
  expect(addressesOf(url)).toEqual(addresses)
})

test.each([
  '',
  'mysql://a/shop',
  'postgresql://a,/shop',
  'postgresql://a,:5432/shop',
  'postgresql://a:port,b/shop',
  'a:5432,b:5432',
])('"%s" is no address', (url) => {
  expect(addressesOf(url)).toEqual([])
})

test('a place has its port', () => {
  expect(['postgresql://u:p@a/shop', 'postgresql://[::1]:5433/shop'].map(placeOf)).toEqual([
    'a:5432',
    '[::1]:5433',
  ])
})
