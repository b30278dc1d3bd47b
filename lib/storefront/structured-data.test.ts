import { expect, test } from 'vitest'
import { english, localeOf } from '@/lib/languages/locale'
import { dataText, productData, shopData } from '@/lib/storefront/structured-data'

const product = {
  id: 'fox',
  slug: 'fox',
  kind: 'DOWNLOAD',
  name: 'Fox',
  summary: 'Sits upright.',
  artwork: 'fox.svg',
  artworkFileId: null,
  active: true,
  periodLength: null,
  periodUnit: null,
} as const

const sold = { prices: [{ amount: 600, currency: 'USD' }], pictures: [], soldOut: false }

test('a product has an offer for each of its prices, with the decimals of each currency', () => {
  const prices = [
    { amount: 600, currency: 'USD' },
    { amount: 900, currency: 'JPY' },
    { amount: 1850, currency: 'KWD' },
  ]
  expect(productData(english, product, { ...sold, prices, pictures: ['/artwork/file/a'] })).toMatchObject({
    '@type': 'Product',
    url: expect.stringMatching(/^https?:\/\/.*\/products\/fox$/),
    image: [expect.stringMatching(/\/artwork\/fox\.svg$/), expect.stringMatching(/\/artwork\/file\/a$/)],
    offers: [
      { price: '6.00', priceCurrency: 'USD', availability: 'https://schema.org/InStock' },
      { price: '900', priceCurrency: 'JPY' },
      { price: '1.850', priceCurrency: 'KWD' },
    ],
  })
})

test.each([
  [{ ...product, active: false }, false, 'Discontinued'],
  [product, true, 'OutOfStock'],
] as const)('what can’t be bought is not offered as if it could', (each, soldOut, availability) => {
  expect(productData(english, each, { ...sold, soldOut })).toMatchObject({
    offers: [{ availability: `https://schema.org/${availability}` }],
  })
})

test('a membership says how often its price is due', () => {
  const plan = { ...product, kind: 'MEMBERSHIP', periodLength: 6, periodUnit: 'month' } as const
  expect(productData(english, plan, sold)).toMatchObject({
    offers: [{ priceSpecification: { price: '6.00', billingDuration: 'P6M' } }],
  })
})

test('in German it speaks of the German pages, and in German', () => {
  const german = localeOf('de')
  expect(productData(german, product, sold)).toMatchObject({
    url: expect.stringMatching(/^https?:\/\/[^/]+\/de\/products\/fox$/),
    mainEntityOfPage: { '@type': 'WebPage', inLanguage: 'de-DE' },
    category: 'Bastelbogen',
    image: [expect.stringMatching(/^https?:\/\/[^/]+\/artwork\/fox\.svg$/)],
    offers: [{ url: expect.stringMatching(/\/de\/products\/fox$/) }],
  })
  expect(shopData(german)).toMatchObject({
    inLanguage: 'de-DE',
    url: expect.stringMatching(/\/de$/),
    potentialAction: { target: { urlTemplate: expect.stringMatching(/\/de\/products\?q=/) } },
  })
  expect(shopData(english)).toMatchObject({ inLanguage: 'en-GB', url: expect.stringMatching(/[^/]\/$/) })
})

test('nothing in a text ends the element, and the data is the same', () => {
  const name = '</script><script>alert(1)</script><!-- & \u2028'
  const data = productData(english, { ...product, name }, sold)
  const text = dataText(data)
  expect(text).not.toMatch(/[<>&\u2028]/)
  expect(JSON.parse(text)).toMatchObject({ name })
})

test('the shop says how it is searched', () => {
  expect(shopData(english)).toMatchObject({
    '@type': 'WebSite',
    potentialAction: {
      target: { urlTemplate: expect.stringMatching(/\/products\?q=\{search_term_string\}$/) },
    },
  })
})
