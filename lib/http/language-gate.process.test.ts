import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, expect, test } from 'vitest'
import { watchLanguages } from '@/lib/http/language-gate'
import { languageHeader } from '@/lib/languages/languages.mjs'

const server = createServer(({ url, headers }, response) => {
  response.end(`${headers[languageHeader]} ${url}`)
})
watchLanguages()
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())

const { port } = server.address() as AddressInfo

test.each([
  ['/', 'en /'],
  ['/cart?added=fox', 'en /cart?added=fox'],
  ['/de', 'de /'],
  ['/de?x=1', 'de /?x=1'],
  ['/de/cart?added=fox', 'de /cart?added=fox'],
  ['/de/checkout/o-1', 'de /checkout/o-1'],
  ['/de/products/a%20b', 'de /products/a%20b'],
  // Another word, another language, and what Next puts right first.
  ['/dens', 'en /dens'],
  ['/DE/cart', 'en /DE/cart'],
  ['/fr/cart', 'en /fr/cart'],
  ['/de/', 'en /de/'],
  ['/de//cart', 'en /de//cart'],
  ['/de/cart/', 'en /de/cart/'],
  // What has no languages.
  ['/de/api/health', 'en /de/api/health'],
  ['/de/admin', 'en /de/admin'],
  ['/de/_next/static/x.js', 'en /de/_next/static/x.js'],
  ['/de/de/cart', 'de /de/cart'],
])('%s is taken as %s, whatever a client says itself', async (given, taken) => {
  for (const headers of [{}, { [languageHeader]: 'de' }, { [languageHeader]: 'xx' }] as Record<
    string,
    string
  >[]) {
    const answer = await fetch(`http://127.0.0.1:${port}${given}`, { headers, redirect: 'manual' })
    expect(await answer.text()).toBe(taken)
  }
})
