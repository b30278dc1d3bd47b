import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { APIRequestContext } from '@playwright/test'
import { root } from '@/scripts/settings'
import { enterAs, newPerson } from '../test/support/buyer'
import { expect, test } from '../test/support/fixtures'
import { openSecondShop } from '../test/support/second-shop'
import { metricsToken } from '../test/support/shop'
import { isThorough } from '../test/support/thoroughness'

/** What is the same for everybody who reads in one currency, by its address. */
const shared = [
  '/',
  '/contact',
  '/privacy',
  '/privacy/2026-11-22',
  '/products/fox',
  '/refunds',
  '/refunds/2026-11-22',
  '/terms',
  '/terms/2026-11-22',
]

const values: Record<string, string> = { slug: 'fox', version: '2026-11-22', variant: 'en-usd' }

/** An address for every page and handler of the build. */
function addresses(): string[] {
  const manifest = path.join(root, '.next/app-path-routes-manifest.json')
  const routes = Object.values(JSON.parse(readFileSync(manifest, 'utf8')) as Record<string, string>)
  return routes.map(
    (route) =>
      route
        .replace(/^\/\[variant\]/, '')
        .replace(/\[(?:\.\.\.)?(\w+)\]/g, (_, name) => values[name] ?? 'none') || '/',
  )
}

const mayBeShared = (control: string) => !/\b(?:no-store|private)\b/.test(control)

async function metric(request: APIRequestContext, name: string): Promise<number> {
  const headers = { authorization: `Bearer ${metricsToken}` }
  const text = await (await request.get('/api/metrics', { headers })).text()
  return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(text)?.[1])
}

test('pages that are kept are the same for all, and no cache that several people share may keep any page', async ({
  browser,
  baseURL,
}) => {
  const open = () => browser.newContext({ ...(baseURL && { baseURL }), ignoreHTTPSErrors: true })
  // A guest and a buyer; where there is time, two buyers.
  const people = await Promise.all([open(), open(), ...(isThorough ? [open()] : [])])
  for (const context of people.slice(1)) await enterAs(context, await newPerson())
  const kept: string[] = []
  for (const address of addresses()) {
    const answers = await Promise.all(
      people.map(({ request }) => request.get(address, { maxRedirects: 0, failOnStatusCode: false })),
    )
    const controls = answers.map((answer) => answer.headers()['cache-control'] ?? '')
    const isKept = controls.includes('private, no-cache')
    if (!isKept && !controls.some(mayBeShared)) continue
    const bodies = await Promise.all(answers.map((answer) => answer.text()))
    expect(new Set(controls).size, address).toBe(1)
    expect(new Set(bodies).size, address).toBe(1)
    // The first may have been drawn for who asked; these are given out of what is kept.
    for (const { request } of people) {
      const again = await request.get(address)
      expect(await again.text(), address).toBe(bodies[0])
      answers.push(again)
    }
    for (const answer of answers) {
      expect(answer.status(), address).toBe(200)
      expect(answer.headers(), address).not.toHaveProperty('set-cookie')
    }
    const isPage = /^text\/html/.test(answers[0]?.headers()['content-type'] ?? '')
    expect(isPage, address).toBe(isKept)
    if (!isPage) continue
    kept.push(address)
    // Its styles are inside, and what is fetched beside it is not waited for.
    const sheets = bodies[0]?.match(/<link rel="stylesheet"[^>]*>/g) ?? []
    expect(
      sheets.map((link) => link.includes(' media="not all"')),
      address,
    ).toEqual([true])
    expect(bodies[0]).toMatch(/<head>.*<style>(?:(?!<\/style>).)*@font-face.*<\/style>.*<\/head>/s)
  }
  expect(kept.sort()).toEqual(shared)
  await Promise.all(people.map((context) => context.close()))
})

test('a cached page has the headers of a live one, and refuses card numbers as it does', async ({
  request,
}) => {
  const guards = async (address: string) => {
    const headers = (await request.get(address)).headers()
    return Object.fromEntries(
      Object.entries(headers).filter(
        ([name]) =>
          !/^(?:date|etag|content-length|content-encoding|transfer-encoding|cache-control|link|x-nextjs-.*)$/.test(
            name,
          ),
      ),
    )
  }
  const live = await guards('/cart')
  for (const address of shared) {
    expect(await guards(address), address).toEqual(live)
    const { etag = '' } = (await request.get(address)).headers()
    const again = await request.get(address, { headers: { 'if-none-match': etag } })
    expect(again.status(), address).toBe(304)
    expect(again.headers(), address).not.toHaveProperty('content-security-policy')
    const answer = await request.get(`${address}?x=4242424242424242`, { failOnStatusCode: false })
    expect(answer.status(), address).toBe(400)
    const headers = { 'x-note': '4242 4242 4242 4242', 'x-plain-request': '1' }
    expect((await request.get(address, { headers, failOnStatusCode: false })).status(), address).toBe(400)
  }
})

test('made-up addresses are not found, and leave nothing behind', { tag: '@thorough' }, async ({
  request,
  database,
}) => {
  for (const address of shared) await request.get(address)
  expect(await metric(request, 'shop_cached_pages')).toBeGreaterThanOrEqual(shared.length)
  const made = Array.from({ length: 40 }, (_, at) => [
    `/products/made-up-${at}`,
    `/terms/${at}`,
    `/en-usd/products/fox?${at}`,
    `/variant-${at}`,
    `/variant-${at}/contact`,
    `/admin/products/made-up-${at}/contact`,
  ]).flat()
  const others = [
    '/en-usd',
    '/en-jpy',
    '/admin/contact',
    '/api/contact',
    '/checkout/x/contact',
    '/artwork/terms',
    '/_next/data/x/en-usd/products/zz.json',
    '/products/fox.rsc',
    '/products%2Ffox',
  ]
  for (const address of [...made, ...others]) {
    const answer = await request.get(address, { failOnStatusCode: false })
    expect(answer.status(), address).toBe(404)
    expect(answer.headers()['cache-control'], address).toContain('no-store')
  }
  for (const address of ['/?x=1', '/products/f%6fx', '/products/fox?nxtPslug=zzz', '/%74erms']) {
    const { 'x-nextjs-cache': cache } = (await request.get(address)).headers()
    expect(cache, address).toBe('HIT')
  }
  const [products] = await database.query<{ count: number }>('SELECT count(*)::int FROM products')
  expect(await metric(request, 'shop_cached_pages')).toBeLessThanOrEqual(
    shared.length + (products?.count ?? 0),
  )
})

test('a process that is started with other settings shows no page of before', { tag: '@thorough' }, async ({
  shop,
  request,
}) => {
  const read = async (url: string) => (await request.get(url)).text()
  const [own, others] = ['Example Trading Ltd', 'Other Paper Ltd']
  for (let time = 0; time < 3; time++) expect(await read('/')).toContain(own)
  const other = await openSecondShop(shop, { COMPANY_NAME: others }, 'http')
  try {
    for (let time = 0; time < 3; time++) {
      for (const path of ['/', '/products/fox', '/terms']) {
        const page = await read(`${other.url}${path}`)
        expect(page, path).toContain(others)
        expect(page, path).not.toContain(own)
      }
    }
  } finally {
    await other.stop()
  }
  expect(await read('/')).toContain(own)
})

test('the header follows what another tab does, before a page is loaded again', async ({ page, context }) => {
  await page.goto('/')
  const account = page.getByRole('navigation', { name: 'Account and cart' })
  await expect(account.getByRole('link', { name: 'Sign in' })).toBeVisible()
  const other = await context.newPage()
  await other.goto('/products/fox')
  await other.getByRole('button', { name: 'Add to cart' }).click()
  await other.waitForURL('**/cart?**')
  await expect(account.getByRole('link', { name: 'Cart' })).toHaveAccessibleName('Cart 1 item')
  await page.reload({ waitUntil: 'commit' })
  await expect(account.getByRole('link', { name: 'Cart' })).toHaveAccessibleName('Cart 1 item')
})

test('a live page corrects a wrong hint, and no page believes it', async ({ page, context, baseURL }) => {
  const hint = { name: '__Host-foldline.hint', value: '1.7.1', url: baseURL ?? '', secure: true }
  await context.addCookies([hint])
  await page.goto('/')
  const account = page.getByRole('navigation', { name: 'Account and cart' })
  await expect(account.getByRole('link', { name: 'Account' })).toBeVisible()
  await expect(account.getByRole('link', { name: 'Cart' })).toHaveAccessibleName('Cart 7 items')
  await account.getByRole('link', { name: 'Account' }).click()
  await expect(page).toHaveURL(/\/login\?next=%2Faccount$/)
  await expect(account.getByRole('link', { name: 'Sign in' })).toBeVisible()
  await expect(account.getByRole('link', { name: 'Cart' })).toHaveAccessibleName('Cart')
})

test('a page that is pointed at is fetched whole before the click, and not for readers who save data', async ({
  page,
  browser,
  baseURL,
}) => {
  const fetched: string[] = []
  page.on('requestfinished', (request) => {
    const { pathname, searchParams } = new URL(request.url())
    if (searchParams.has('_rsc')) fetched.push(pathname)
  })
  await page.goto('/contact')
  const footer = page.getByRole('contentinfo')
  await page.getByRole('navigation', { name: 'Account and cart' }).getByRole('link', { name: 'Cart' }).hover()
  await footer.getByRole('link', { name: 'Refunds' }).hover()
  const parts = () => fetched.filter((path) => path === '/refunds').length
  // What the page consists of, and the page.
  await expect.poll(parts).toBe(2)
  await footer.getByRole('link', { name: 'Refunds' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Refunds and cancellation')
  expect(parts()).toBe(2)
  expect(fetched).not.toContain('/cart')

  const saving = await browser.newContext({ ...(baseURL && { baseURL }), ignoreHTTPSErrors: true })
  await saving.addInitScript(() => {
    Object.defineProperty(navigator, 'connection', { value: { saveData: true } })
  })
  const frugal = await saving.newPage()
  let asked = 0
  frugal.on('request', (request) => {
    if (request.url().includes('_rsc=')) asked++
  })
  await frugal.goto('/')
  await frugal.getByRole('link', { name: 'Heron' }).hover()
  await frugal.getByRole('link', { name: 'Heron' }).click()
  await expect(frugal.getByRole('heading', { level: 1 })).toHaveText('Heron')
  expect(asked).toBeLessThanOrEqual(2)
  await saving.close()
})
