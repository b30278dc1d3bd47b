import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { products } from '@/lib/brand/products'
import { type ProductInput, productSchema } from '@/lib/catalog/schema'

const root = path.resolve(import.meta.dirname, '../..')
const [fox] = products
const { sheet, ...plain } = fox as Extract<ProductInput, { kind: 'DOWNLOAD' }>
const trialPrices = { USD: 100, EUR: 90, JPY: 150, KWD: 310 }
const free = { USD: 0, EUR: 0, JPY: 0, KWD: 0 }
const membership = {
  ...plain,
  kind: 'MEMBERSHIP',
  periodLength: 1,
  periodUnit: 'month',
}

function fault(product: unknown): string | undefined {
  return productSchema.safeParse(product).error?.issues[0]?.path.join('.')
}

describe('the products of the shop', () => {
  test.each(products)('$name is complete, and its files are there', (product) => {
    expect(productSchema.safeParse(product).error).toBeUndefined()
    expect(existsSync(path.join(root, 'public/artwork', product.artwork))).toBe(true)
    if (product.kind === 'DOWNLOAD') {
      expect(existsSync(path.join(root, 'lib/brand/sheets', product.sheet))).toBe(true)
    }
  })

  test('no id, address or place in the order is used twice', () => {
    for (const key of ['id', 'slug', 'position'] as const) {
      expect(new Set(products.map((product) => product[key])).size).toBe(products.length)
    }
  })
})

test.each([
  ['a price of nothing', { ...fox, prices: { USD: 0 } }, 'prices.USD'],
  ['no price at all', { ...fox, prices: {} }, 'prices'],
  ['a price in major units', { ...fox, prices: { USD: 5.99 } }, 'prices.USD'],
  ['a currency that is none', { ...fox, prices: { USD: 600, DOLLAR: 600 } }, 'prices.DOLLAR'],
  ['more yen than the database takes', { ...fox, prices: { JPY: 2_147_483_648 } }, 'prices.JPY'],
  ['an address with a slash', { ...fox, slug: 'models/fox' }, 'slug'],
  ['a sheet outside its folder', { ...plain, sheet: `../${sheet}` }, 'sheet'],
  ['an artwork outside its folder', { ...fox, artwork: '../fox.svg' }, 'artwork'],
  ['a download without a sheet', plain, 'sheet'],
  ['credits without a number', { ...plain, kind: 'CREDITS' }, 'credits'],
  ['a price that Brick would refuse as too small', { ...fox, prices: { USD: 49 } }, 'prices.USD'],
  ['a price that Brick would refuse as too large', { ...fox, prices: { USD: 50_001 } }, 'prices.USD'],
  ['a name that could end a parameter of a signed call', { ...fox, name: 'Fox type=2' }, 'name'],
  [
    'a period shorter than the provider bills',
    { ...membership, periodLength: 2, periodUnit: 'day' },
    'periodLength',
  ],
  ['a period longer than the provider bills', { ...membership, periodUnit: 'year' }, 'periodLength'],
  [
    'a trial shorter than the provider bills',
    { ...membership, trialPrices, trialLength: 1, trialUnit: 'day' },
    'trialLength',
  ],
  [
    'a trial price that Brick would refuse',
    { ...membership, trialPrices: { ...trialPrices, USD: 10 }, trialLength: 7, trialUnit: 'day' },
    'trialPrices.USD',
  ],
  [
    'a trial without a price in a currency',
    { ...membership, trialPrices: { USD: 100, EUR: 90, KWD: 310 }, trialLength: 7, trialUnit: 'day' },
    'trialPrices.JPY',
  ],
  [
    'a trial in a currency in which nothing follows it',
    { ...membership, trialPrices: { ...trialPrices, CHF: 90 }, trialLength: 7, trialUnit: 'day' },
    'trialPrices.CHF',
  ],
  ['a membership that waits for a capture', { ...membership, capture: false }, 'capture'],
  ['a membership without a period', { ...membership, periodUnit: undefined }, 'periodUnit'],
  ['a trial without a length', { ...membership, trialPrices, trialUnit: 'day' }, 'trialLength'],
])('refuses %s', (_, product, path) => {
  expect(fault(product)).toBe(path)
})

test.each([
  ['the smallest price', { ...fox, prices: { USD: 50 } }],
  ['the largest price', { ...fox, prices: { USD: 50_000 } }],
  ['a price in a currency without known limits', { ...fox, prices: { KWD: 5 } }],
  ['the largest price in yen', { ...fox, prices: { JPY: 2_147_483_647 } }],
  ['a free trial', { ...membership, trialPrices: free, trialLength: 14, trialUnit: 'day' }],
])('accepts %s', (_, product) => {
  expect(fault(product)).toBeUndefined()
})
