import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import { join } from 'node:path'
import { computeCacheBustingSearchParam } from 'next/dist/shared/lib/router/utils/cache-busting-search-param'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { forget } from '@/lib/cache'
import { catalogTag, productBySlug } from '@/lib/catalog/data'
import { pricedIn } from '@/lib/catalog/prices'
import { watchEntrance } from '@/lib/http/entrance'
import { watchLanguages } from '@/lib/http/language-gate'
import { ownCookie } from '@/lib/http/own-cookie'
import { variantOf, variantRewrites } from '@/lib/languages/variants.mjs'
import PageStore, { forgetPages, pagesKept } from '@/lib/page-store.mjs'
import { markPlainRequests } from '@/lib/security/plain-requests'
import { watchCachedPages } from '@/lib/storefront/cached-pages'
import { newProduct, setPrice } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const id = await newProduct(database, 'LICENCE', { prices: { JPY: 80_000, KWD: 1750 } })
const [row] = await database.query<{ slug: string }>('SELECT slug FROM products WHERE id = $1', [id])
const path = `/products/${row?.slug}`

const sheet = '<link rel="stylesheet" href="/_next/static/shop.css" data-precedence="next"/>'
const folder = await mkdtemp(join(os.tmpdir(), 'build-'))
await mkdir(join(folder, '.next/static'), { recursive: true })
await writeFile(join(folder, '.next/static/shop.css'), 'p{color:red}')
await mkdir(join(folder, 'public'))
process.chdir(folder)

/** How many requests have come as far as Next, and how often it has drawn the page. */
let asked = 0
let drawn = 0
/** What a page that is being drawn waits for. */
let ink: Promise<void> | undefined
const underWay = new Map<string, Promise<string>>()

type Value = Parameters<PageStore['set']>[1]

/** Where Next's rewrites lead a request: to a variant. */
function variantFor(headers: IncomingMessage['headers']): string {
  const [rewrite] = variantRewrites().filter(
    (each) => !('has' in each) || each.has.every(({ key, value }) => headers[key] === value),
  )
  return rewrite?.destination.split('/')[1] ?? ''
}

async function draw(store: PageStore, variant: string): Promise<string> {
  drawn++
  const product = await productBySlug(row?.slug ?? '')
  const amount = product && pricedIn(product, variantOf(variant)?.currency ?? '')?.amount
  const html = `${sheet}<body><p>${amount}</p>${' '.repeat(2000)}</body>`
  await ink
  const value = { kind: 'APP_PAGE', html, rscData: Buffer.from(`1:${amount}`), status: 200 }
  await store.set(`/route-cache/APP_PAGE/0/$/${variant}${path}`, value as unknown as Value)
  return html
}

/** Answers as Next does: with a page that is kept, or the one that is being drawn for somebody else. */
async function answer({ headers, url }: IncomingMessage, response: ServerResponse): Promise<void> {
  asked++
  const store = new PageStore()
  const variant = variantFor(headers)
  const page = (await store.get(`/route-cache/APP_PAGE/0/$/${variant}${path}`))?.value
  const drawing = underWay.get(variant) ?? (page ? undefined : draw(store, variant))
  if (drawing) {
    underWay.set(variant, drawing)
    void drawing.finally(() => underWay.delete(variant))
  }
  const html = page?.kind === 'APP_PAGE' ? String(page.html) : await drawing
  const body = headers.rsc && page?.kind === 'APP_PAGE' ? page.rscData : html
  response.setHeader('x-nextjs-cache', page ? 'HIT' : 'MISS')
  response.setHeader('ETag', `"${body}"`.replaceAll(' ', ''))
  response.setHeader('Cache-Control', 's-maxage=31536000')
  response.setHeader('Content-Type', headers.rsc ? 'text/x-component' : 'text/html; charset=utf-8')
  response.setHeader('x-asked', url ?? '')
  response.end(body)
}

const server = createServer((request, response) => {
  void answer(request, response)
})
watchLanguages()
watchEntrance()
markPlainRequests()
watchCachedPages()
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())

const open = (target = path, init?: RequestInit) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${target}`, init)
const read = async (target?: string, init?: RequestInit) => (await open(target, init)).text()

async function priceIs(amount: number): Promise<void> {
  await setPrice(database, id, amount)
  forget(catalogTag)
}

beforeEach(async () => {
  await priceIs(500)
  await read()
  forgetPages()
  asked = 0
  drawn = 0
})

test('a page is drawn once, and answered before Next from then on', async () => {
  const answers = [await open(), await open(), await open(`${path}?x=1`), await open()]
  const link = sheet.replace('/>', ' media="not all"/>')
  for (const each of answers) {
    expect((await each.text()).replace(/ +/g, ' ')).toBe(
      `<style>p{color:red}</style><body><p>500</p> ${link}</body>`,
    )
  }
  expect([drawn, asked]).toEqual([1, 1])
  expect(answers.map(({ headers }) => headers.get('x-asked'))).toEqual([path, path, path, path])
  expect(answers.map(({ headers }) => headers.get('x-nextjs-cache'))).toEqual(['MISS', 'HIT', 'HIT', 'HIT'])
  const tag = answers[3]?.headers.get('etag') ?? ''
  expect((await open(path, { headers: { 'if-none-match': tag, 'cache-control': 'max-age=0' } })).status).toBe(
    304,
  )
})

test('another price is shown at the next request', async () => {
  for (const amount of [500, 600, 700]) {
    await priceIs(amount)
    for (let time = 0; time < 3; time++) expect(await read()).toContain(`<p>${amount}</p>`)
  }
  expect(drawn).toBe(3)
})

test('who waits for a page while it changes gets it as it was, and nobody else does', async () => {
  let dry = () => {}
  ink = new Promise((resolve) => (dry = resolve))
  const before = read()
  await expect.poll(() => drawn).toBe(1)
  await priceIs(900)
  // Next has it wait for what is being drawn already.
  const after = read()
  await expect.poll(() => asked).toBe(2)
  dry()
  ink = undefined
  expect(await before).toContain('<p>500</p>')
  await after
  for (let time = 0; time < 3; time++) expect(await read()).toContain('<p>900</p>')
})

test('a browser that fetches data gets data, if its address says so', async () => {
  await read()
  const tree = '%5B%22%22%5D'
  const hash = await computeCacheBustingSearchParam('1', undefined, tree, undefined)
  const headers = { rsc: '1', 'next-router-prefetch': '1', 'next-router-state-tree': tree }
  for (let time = 0; time < 2; time++) {
    expect(await read(`${path}?_rsc=${hash}`, { headers })).toBe('1:500')
    expect(await read()).toContain('<p>500</p>')
  }
  const reached = async (target: string) => (await open(target, { headers })).headers.get('x-asked')
  expect(await reached(`${path}?_rsc=${hash}&again`)).toBe(`${path}?_rsc=${hash}`)
  for (const other of [`${path}?_rsc=x`, path, `${path}?_rsc=${hash}&_rsc=x`]) {
    expect(await reached(other), other).toBe(other)
  }
})

test('what holds a card number, or asks in an unknown way, is left to Next', async () => {
  await read()
  await read()
  const card = `${path}?x=4242424242424242`
  expect((await open(card)).headers.get('x-asked')).toBe(card)
  const reached = async (headers: Record<string, string>) =>
    (await open(`${path}?y`, { headers })).headers.get('x-asked')
  expect(await reached({})).toBe(path)
  expect(await reached({ 'x-note': '4242 4242 4242 4242' })).toBe(`${path}?y`)
  expect(await reached({ 'next-router-prefetch': '2' })).toBe(`${path}?y`)
  expect(await reached({ rsc: '2' })).toBe(`${path}?y`)
})

/** What a browser sends whose reader has chosen a currency. */
const reading = (currency: string) => ({
  cookie: `theme=dark; ${ownCookie('currency').name}=${currency}; x=1`,
})

/** A cache that several people share, which keeps as much as it may (RFC 9111), and has what it keeps confirmed if it must. */
function sharedCache() {
  const kept = new Map<string, { text: string; tag: string }>()
  const through = async (target: string, headers: Record<string, string>): Promise<string> => {
    const known = kept.get(target)
    const answer = await open(target, {
      headers: { ...headers, ...(known && { 'if-none-match': known.tag }) },
    })
    if (known && answer.status === 304) return known.text
    const text = await answer.text()
    const control = answer.headers.get('cache-control') ?? ''
    if (!/\b(?:private|no-store)\b/.test(control) && answer.headers.get('vary') !== '*') {
      kept.set(target, { text, tag: answer.headers.get('etag') ?? '' })
    }
    return text
  }
  return { through, kept }
}

test('visitors with different currencies behind one shared cache each see their own prices', async () => {
  const { through, kept } = sharedCache()
  const tree = '%5B%22%22%5D'
  const hash = await computeCacheBustingSearchParam('1', undefined, tree, undefined)
  const rsc = { rsc: '1', 'next-router-prefetch': '1', 'next-router-state-tree': tree }
  const seen = { USD: '500', JPY: '80000', KWD: '1750' }
  for (let time = 0; time < 3; time++) {
    for (const [currency, amount] of Object.entries(seen)) {
      expect(await through(path, reading(currency)), currency).toContain(`<p>${amount}</p>`)
      expect(await through(`${path}?_rsc=${hash}`, { ...rsc, ...reading(currency) }), currency).toBe(
        `1:${amount}`,
      )
    }
  }
  // Nor may it show what it has once it can't ask (stale-if-error).
  expect([...kept.keys()]).toEqual([])
  expect(drawn).toBe(3)
  // The answers are finished ones: Next is asked once for each form of each page.
  expect(asked).toBeLessThanOrEqual(3 * 3)
})

test('a copy of the page in another currency is not confirmed', async () => {
  await read(path, { headers: reading('JPY') })
  const tag = (await open(path, { headers: reading('JPY') })).headers.get('etag') ?? ''
  const asking = { 'if-none-match': tag, 'cache-control': 'max-age=0' }
  expect((await open(path, { headers: { ...reading('JPY'), ...asking } })).status).toBe(304)
  const other = await open(path, { headers: { ...reading('USD'), ...asking } })
  expect(other.status).toBe(200)
  expect(await other.text()).toContain('<p>500</p>')
})

test('an unknown currency is the first one, whoever makes it up and however, and leaves nothing behind', async () => {
  await read()
  const before = pagesKept().count
  const { name } = ownCookie('currency')
  const made = ['XXX', 'jpy', '', '%4aPY', '"JPY"', 'JPY%20', 'en-jpy', '__proto__', 'J'.repeat(4000)]
  for (const cookie of [
    ...made.map((value) => `${name}=${value}`),
    `x${name}=JPY`,
    `${name}`,
    `${name}=XXX; ${name}=JPY`,
    `other=1;${name.toUpperCase()}=JPY`,
  ]) {
    expect(await read(path, { headers: { cookie } }), cookie).toContain('<p>500</p>')
  }
  expect(await read(path, { headers: { 'x-shop-currency': 'JPY' } })).toContain('<p>500</p>')
  expect(pagesKept().count).toBe(before)
})

test('each language has a page of its own, in the currency of its country unless another was chosen', async () => {
  await setPrice(database, id, 450, { currency: 'EUR' })
  forget(catalogTag)
  expect(await read(`/de${path}`)).toContain('<p>450</p>')
  expect(await read(path)).toContain('<p>500</p>')
  expect(await read(`/de${path}`, { headers: reading('USD') })).toContain('<p>500</p>')
  expect(drawn).toBe(3)
  expect(await read(path, { headers: { 'x-shop-language': 'de' } })).toContain('<p>500</p>')
  expect(drawn).toBe(3)
})
