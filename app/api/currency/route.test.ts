import { expect, test } from 'vitest'
import { POST } from '@/app/api/currency/route'
import { chosenCurrency } from '@/lib/hints/currency'
import { Browser } from '@/test/support/next-request'

const cookie = '__Host-foldline.currency'
const shop = process.env.SHOP_URL ?? ''

const choose = (browser: Browser, currency: string, headers: Record<string, string> = {}) =>
  browser.send(POST, { path: '/api/currency', body: new URLSearchParams({ currency }), headers })
const seen = async (browser: Browser) => (await browser.run(chosenCurrency, { method: 'GET' })).result

test('a choice is remembered for a year, by the shop’s own pages alone, and leads back', async () => {
  const browser = new Browser()
  expect(await seen(browser)).toBe('USD')
  const answer = await choose(browser, 'JPY', { referer: `${shop}/products/fox?x=1` })
  expect(answer.status).toBe(303)
  expect(answer.headers.get('location')).toBe('/products/fox?x=1')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  const [set = ''] = answer.headers.getSetCookie()
  expect(set).toContain(`${cookie}=JPY; `)
  for (const each of ['Max-Age=31536000', 'HttpOnly', 'Secure', 'Path=/', 'SameSite=lax'])
    expect(set).toContain(each)
  expect(await seen(browser)).toBe('JPY')
  await choose(browser, 'KWD')
  expect(await seen(browser)).toBe('KWD')
})

test.each([
  ['none', undefined, '/'],
  ['another site', 'https://elsewhere.example/products/fox', '/'],
  ['no address', 'fox', '/'],
  ['the cart', `${shop}/cart?problem=no-price`, '/cart'],
  ['an address that leads elsewhere', `${shop}//elsewhere.example/`, '/'],
])('sent from %s, it leads to the shop', async (_, referer, location) => {
  const answer = await choose(new Browser(), 'EUR', referer === undefined ? {} : { referer })
  expect(answer.headers.get('location')).toBe(location)
})

test('leads back to a list of products without the prices of the former currency, and to the same list where it stays', async () => {
  const browser = new Browser()
  const referer = `${shop}/de/products?q=fuchs&min=5%2C50&max=8`
  for (const [currency, location] of [
    ['EUR', '/de/products?q=fuchs&min=5%2C50&max=8'],
    ['USD', '/de/products?q=fuchs'],
  ] as const)
    expect((await choose(browser, currency, { referer })).headers.get('location')).toBe(location)
})

test('what no page of the shop sends changes nothing', async () => {
  const browser = new Browser()
  await choose(browser, 'EUR')
  for (const made of ['XXX', 'jpy', '', 'JPY; Path=/']) await choose(browser, made)
  await choose(browser, 'JPY', { 'sec-fetch-site': 'cross-site' })
  await choose(browser, 'JPY', { 'sec-fetch-site': 'same-site' })
  expect(await seen(browser)).toBe('EUR')
})
