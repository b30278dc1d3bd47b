import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { load } from 'cheerio'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { FormBrowser, type Page } from '@/lib/form-browser/browser'
import { type Answer, sender } from '@/lib/form-browser/request'
import { payletIn } from '@/lib/prove/buyer'
import { brand as secondBrand } from '@/test/fixtures/second-brand/lib/brand/brand'
import { products } from '@/test/fixtures/second-brand/lib/brand/products'
import { namesIn, tracesIn } from '@/test/support/brand-traces'
import { openRebrandedShop, type RebrandedShop } from '@/test/support/rebranded-shop'
import { testDatabase } from '@/test/support/test-database'
import type { ReceivedMail } from './mailbox'
import { root } from './settings'

// A merchant replaces lib/brand and public/artwork, and nothing else. What then still speaks of the first brand is a fault: the
// text belongs into lib/brand.

const database = await testDatabase()
const send = sender('rebrand', { timeout: 120_000, size: 5_000_000, requests: 2000, whole: 1_200_000 })

const patiently = { timeout: 240_000, interval: 200 }

let shop: RebrandedShop
let stranger: FormBrowser
let buyer: FormBrowser
let admin: FormBrowser

/** Where traces were found, with the words. */
const traces = new Map<string, string[]>()
const pathsRead = new Set<string>()
const downloads: string[] = []

beforeAll(async () => {
  shop = await openRebrandedShop(database.url)
  const visitor = () => new FormBrowser(new URL(shop.url), send)
  stranger = visitor()
  buyer = visitor()
  admin = visitor()
}, 600_000)

afterAll(() => shop?.stop())

beforeEach(() => traces.clear())

function note(where: string, found: readonly string[]) {
  if (found.length > 0) traces.set(where, [...found])
}

const noTraces = () => expect(Object.fromEntries(traces)).toEqual({})

/** Reads an answer as its reader would. What the policies say, each merchant writes. */
function read({ url, headers, body }: Answer): void {
  const type = headers.get('content-type') ?? ''
  const where = `${url.pathname}${url.search}`
  pathsRead.add(url.pathname)
  note(`${where} (headers)`, namesIn(JSON.stringify([...headers])))
  if (type === 'application/pdf') downloads.push(body)
  if (!/^(?:text|application\/(?:json|xml))/.test(type)) return
  const isPage = type.startsWith('text/html')
  const $ = load(body)
  if (/^(?:\/de)?\/(?:terms|privacy|refunds)(?:\/|$)/.test(url.pathname)) $('main').remove()
  if (url.pathname.endsWith('/dossier')) $('.prose').remove()
  $('[data-attachment]').remove()
  note(where, tracesIn(isPage ? $.html() : body, isPage))
}

/** What a page leads to on its site, and what is shown in it. */
function linksOf({ $, url }: Page): URL[] {
  const named = $('a[href], link[href], img[src], meta[content^="http"]').toArray()
  return named
    .map((element) => $(element).attr('href') ?? $(element).attr('src') ?? $(element).attr('content') ?? '')
    .flatMap((link) => (URL.canParse(link, url.href) ? [new URL(link, url)] : []))
    .filter(({ origin, pathname }) => origin === url.origin && !pathname.startsWith('/_next/'))
}

/** Reads some pages and all that they lead to, each path once. */
async function readAll(browser: FormBrowser, ...paths: string[]): Promise<void> {
  const waiting = paths.map((each) => new URL(each, shop.url))
  const seen = new Set(waiting.map(({ pathname }) => pathname))
  const readOn = async (): Promise<void> => {
    for (let url = waiting.shift(); url; url = waiting.shift()) {
      const page = await browser.open(url.href)
      expect(page.status, url.href).toBeLessThan(500)
      read(page)
      const found = linksOf(page).filter(({ pathname }) => !seen.has(pathname))
      for (const link of found) {
        if (seen.has(link.pathname)) continue
        seen.add(link.pathname)
        waiting.push(link)
      }
    }
  }
  await Promise.all([readOn(), readOn(), readOn()])
}

/** Buys a product by the shop's forms and Paymentwall's page, in the language of its page. */
async function buy(product: string, language: string): Promise<void> {
  const shown = await buyer.open(`${language}/products/${product}`)
  const terms = await buyer.submitWith(shown, 'name="product"')
  const [, order] = /\/checkout\/([\w-]+)$/.exec(terms.url.pathname) ?? []
  const boxes = terms.$('input[type=checkbox][name]').toArray()
  const ticked = boxes.map((box) => [terms.$(box).attr('name'), terms.$(box).attr('value') ?? 'on'])
  const payment = await buyer.submitWith(terms, 'type="checkbox"', Object.fromEntries(ticked))
  const paylet = new FormBrowser(new URL(shop.emulatorUrl), send)
  await paylet.submitWith(await paylet.open(payletIn(payment, shop.emulatorUrl)), '/buy')
  const paid = await vi.waitFor(async () => {
    const page = await buyer.open(`${language}/orders/${order}`)
    // As long as it can be paid, it leads there.
    expect(page.$(`a[href*="/checkout/${order}"]`)).toHaveLength(0)
    return page
  }, patiently)
  for (const page of [terms, payment, paid]) read(page)
}

test('strangers find no trace of the first brand', async () => {
  await readAll(
    stranger,
    ...['/', '/de', '/products?q=nothing+like+it', '/de/products', '/login', '/de/register', '/reset'],
    ...['/cart', '/nowhere', '/de/nowhere', '/%E0', '/orders/nobody', '/o/nothing', '/reset/nothing'],
    ...['/robots.txt', '/sitemap.xml', '/manifest.webmanifest', '/artwork/share/home'],
  )
  const { body } = await stranger.open('/sitemap.xml')
  const listed = Array.from(body.matchAll(/<loc>([^<]+)/g), ([, address = '']) => new URL(address).pathname)
  expect(listed).toEqual(
    expect.arrayContaining(products.flatMap(({ slug }) => [`/products/${slug}`, `/de/products/${slug}`])),
  )
  expect(listed.filter((each) => !pathsRead.has(each))).toEqual([])
  // Drawn without a font of the brand's.
  for (const name of ['home', 'home?language=de', ...products.map(({ slug }) => `products/${slug}`)]) {
    const { headers } = await stranger.open(`/artwork/share/${name}`)
    expect(headers.get('content-type'), name).toBe('image/png')
  }
  noTraces()
}, 600_000)

test('buyers find none from the registration to the delivered goods', async () => {
  const account = await buyer.submitWith(await buyer.open('/register'), 'type="password"', {
    email: 'buyer@example.com',
    password: 'a long enough password',
  })
  expect(account.url.pathname).toBe('/account')
  read(await buyer.submitWith(await buyer.open('/products/market-stall'), 'Add to cart'))
  for (const [place, { slug }] of products.entries()) await buy(slug, place % 2 === 0 ? '' : '/de')
  await readAll(buyer, '/account', '/de/account', '/account/library', '/de/account/library')
  const sheets = path.join(root, 'test/fixtures/second-brand/lib/brand/sheets')
  for (const name of await readdir(sheets))
    expect(downloads).toContain(await readFile(path.join(sheets, name), 'utf8'))
  await stranger.submitWith(await stranger.open('/reset'), 'type="email"', { email: 'buyer@example.com' })
  noTraces()
}, 600_000)

test('operators find none in the back office and in the go-live report', async () => {
  const entered = await admin.submitWith(await admin.open('/login'), 'type="password"', {
    email: `admin@${secondBrand.slug}.example`,
    password: `${secondBrand.slug}-demo`,
  })
  expect(entered.url.pathname).not.toBe('/login')
  await admin.submitWith(await admin.open('/admin/go-live'), 'Make a report')
  await vi.waitFor(async () => {
    const { $ } = await admin.open('/admin/go-live')
    expect($('a[href*="/go-live/reports/"]').length).toBeGreaterThan(1)
  }, patiently)
  await readAll(admin, '/admin', '/admin/go-live', '/admin/go-live/welcome', '/admin/second-factor')
  const kinds = [...pathsRead].flatMap((each) => /\/go-live\/reports\/\d+\/(\w+)$/.exec(each)?.[1] ?? [])
  expect(kinds.sort()).toEqual(['html', 'json', 'signature'])
  noTraces()
}, 600_000)

test('none is in any mail', async () => {
  const received = await vi.waitFor(async () => {
    const answer = await fetch(`${shop.mailboxUrl}/mails.json`)
    const mails = (await answer.json()) as ReceivedMail[]
    const subjects = mails.map(({ subject }) => subject).join('\n')
    for (const { name, texts } of products)
      expect(
        [name, texts?.de?.name ?? name].some((each) => subjects.includes(each)),
        subjects,
      ).toBe(true)
    expect(mails.length).toBeGreaterThan(products.length)
    return mails
  }, patiently)
  for (const { subject, to, text, html } of received) {
    note(`“${subject}” (text)`, tracesIn(`${subject}\n${to}\n${text}`, false))
    note(`“${subject}” (HTML)`, tracesIn(html, true))
  }
  noTraces()
}, 600_000)

test('none is in cookies, in programs and styles for browsers, and on the terminal', async () => {
  const cookies = [stranger, buyer, admin].flatMap(({ setCookies }) => [...setCookies.values()])
  expect(cookies.some((cookie) => cookie.includes(secondBrand.slug))).toBe(true)
  for (const cookie of cookies) note(cookie, namesIn(cookie))
  const folder = path.join(shop.directory, '.next/static')
  const files = (await readdir(folder, { recursive: true })).filter((name) => /\.(?:js|css)$/.test(name))
  for (const name of files) note(name, namesIn(await readFile(path.join(folder, name), 'utf8')))
  note('npm run demo', tracesIn(await shop.printed(), false))
  noTraces()
})
