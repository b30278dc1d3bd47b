import { prerender } from 'react-dom/static'
import { describe, expect, test } from 'vitest'
import HomePage from '@/app/(site)/[variant]/(cached)/page'
import ProductPage from '@/app/(site)/[variant]/(cached)/products/[slug]/page'
import { forget } from '@/lib/cache'
import { catalogTag } from '@/lib/catalog/data'
import { newProduct } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const both = await newProduct(database, 'LICENCE', { prices: { JPY: 1500 } })
const yen = await newProduct(database, 'DOWNLOAD', { prices: { JPY: 700 } })
const club = await newProduct(database, 'MEMBERSHIP', { prices: { KWD: 3100 } })
await database.query(`DELETE FROM list_prices WHERE product_id = $1 AND currency = 'USD'`, [yen])

const textOf = (html: string) => html.replace(/<script.*?<\/script>|<[^>]*>/gs, ' ').replace(/\s+/g, ' ')

const offered = (text: string) =>
  Array.from(text.matchAll(/Show prices in (\w+)/g), ([, currency]) => currency)

/** What a page says, and its HTML. */
async function read(page: Promise<React.ReactNode>) {
  const html = await new Response((await prerender(await page)).prelude).text()
  return { html, text: textOf(html) }
}

const home = (variant: string) => read(HomePage({ params: Promise.resolve({ variant }) }))
const product = (variant: string, slug: string) =>
  read(ProductPage({ params: Promise.resolve({ variant, slug }) }))

describe('the home page', () => {
  test.each([
    ['en-usd', [both, club], [yen], '$9.99'],
    ['en-jpy', [both, yen], [club], '¥1,500'],
    ['en-kwd', [club], [both, yen], 'KWD 3.100'],
  ])('%s has what is sold in its currency, at those prices alone', async (variant, sold, unsold, price) => {
    const { html, text } = await home(variant)
    for (const slug of sold) expect(html).toContain(`/products/${slug}"`)
    for (const slug of unsold) expect(html).not.toContain(`/products/${slug}"`)
    expect(text.replaceAll('\u00a0', ' ')).toContain(price)
    const others = ['$9.99', '¥1,500', 'KWD 3.100'].filter((other) => other !== price)
    for (const other of others) expect(text.replaceAll('\u00a0', ' ')).not.toContain(other)
  })

  test('in a currency in which nothing is sold offers the others', async () => {
    const { text } = await home('en-eur')
    expect(text).toContain('Nothing is sold in EUR at the moment')
    expect(offered(text)).toEqual(['USD', 'JPY', 'KWD'])
  })
})

describe('a product’s page', () => {
  test('sells it in the currency that it shows', async () => {
    const { html, text } = await product('en-jpy', both)
    expect(text).toContain('¥1,500')
    expect(html).toContain('<input type="hidden" name="currency" value="JPY"/>')
    expect(html).toContain(`name="shown" value="${both}:1500"`)
  })

  test('says that it is not sold in a currency, and offers those it has; nothing there buys it', async () => {
    const { html, text } = await product('en-kwd', both)
    expect(text).toContain('Not sold in KWD')
    expect(offered(text)).toEqual(['USD', 'JPY'])
    expect(html).not.toContain('name="product"')
    // To search engines it names all of its prices.
    const data = JSON.parse(/ld\+json">(.*?)<\/script>/.exec(html)?.[1] ?? '')
    expect(data.offers).toMatchObject([
      { price: '9.99', priceCurrency: 'USD' },
      { price: '1500', priceCurrency: 'JPY' },
    ])
  })

  test('of a membership gives its terms in the currency', async () => {
    const { text } = await product('en-kwd', club)
    expect(text.replaceAll('\u00a0', ' ')).toMatch(
      /A trial of 7 days for KWD 0\.100, then KWD 3\.100 a month\./,
    )
  })

  test('of what has left the shop offers no currency', async () => {
    await database.query('UPDATE products SET active = false WHERE id = $1', [both])
    forget(catalogTag)
    const { html, text } = await product('en-kwd', both)
    expect(text).toContain('Currently unavailable')
    expect(html).not.toContain('name="currency"')
  })
})
