import { expect, test } from 'vitest'
import { Browser } from '@/test/support/next-request'
import { testDatabase } from '@/test/support/test-database'
import { GET } from './route'

await testDatabase()

test.each([
  ['/account', '/login?next=%2Faccount'],
  ['/de/account', '/de/login?next=%2Faccount'],
  ['/design', '/login?next=%2Faccount'],
])('who is not signed in any more on %s is led to %s', async (page, address) => {
  const headers = { referer: `${process.env.SHOP_URL}${page}` }
  const answer = await new Browser().send(GET, { path: '/api/account/data', headers })
  expect(answer.headers.get('location')).toBe(address)
})
