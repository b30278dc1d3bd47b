import { expect, test } from 'vitest'
import { Browser } from '@/test/support/next-request'
import { testDatabase } from '@/test/support/test-database'
import { GET } from './route'

await testDatabase()

test.each([
  ['/account', '/login'],
  ['/de/account', '/de/login'],
])('next-auth leads from %s to %s', async (page, address) => {
  const headers = { referer: `${process.env.SHOP_URL}${page}` }
  const answer = await new Browser().send((request, context) => GET(request, context as never), {
    path: '/api/auth/signin',
    headers,
    params: { nextauth: ['signin'] },
  })
  const location = new URL(answer.headers.get('location') ?? '', process.env.SHOP_URL)
  expect(location.pathname).toBe(address)
})
