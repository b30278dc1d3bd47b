import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { forget } from '@/lib/cache'
import { catalogTag } from '@/lib/catalog/data'
import { watchCachedPages } from '@/lib/storefront/cached-pages'
import { newProduct } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const server = createServer((request, response) => response.end(request.url))
watchCachedPages()
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())

/** The address that Next gets of a request for another. */
async function leadsTo(path: string, method = 'GET'): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method })
  return answer.text()
}

const product = await newProduct(database)
const [row] = await database.query<{ slug: string }>('SELECT slug FROM products WHERE id = $1', [product])
const slug = row?.slug ?? ''

test.each([
  '/',
  '/?x=1',
  '/products?q=made-up',
  '/contact',
  '/terms',
  '/terms/2026-11-22',
  '/cart',
  '/nope',
  '/products',
  '/a/b/c',
])('%s goes on as it is', async (path) => {
  expect(await leadsTo(path)).toBe(path)
})

test('a product goes on by the one spelling of its address', async () => {
  const escaped = `%${slug.charCodeAt(0).toString(16)}${slug.slice(1)}`
  expect(await leadsTo(`/products/${slug}?_rsc=x`)).toBe(`/products/${slug}?_rsc=x`)
  expect(await leadsTo(`/products/${escaped}?_rsc=x`)).toBe(`/products/${slug}?_rsc=x`)
})

test('what has no page is led where nothing is kept', async () => {
  const made = Array.from({ length: 100 }, (_, at) => `/products/made-up-${at}`)
  for (const path of [...made, '/unavailable', '/terms/x', '/privacy/2020-01-01', `/products/${slug}.rsc`]) {
    expect(await leadsTo(path)).toBe('/no-such-page')
  }
})

test('a new product is there at the next request of the process that makes it', async () => {
  const id = await newProduct(database)
  const [added] = await database.query<{ slug: string }>('SELECT slug FROM products WHERE id = $1', [id])
  forget(catalogTag)
  expect(await leadsTo(`/products/${added?.slug}`)).toBe(`/products/${added?.slug}`)
})

test('a posted form goes where it was sent', async () => {
  expect(await leadsTo('/products/made-up', 'POST')).toBe('/products/made-up')
})
