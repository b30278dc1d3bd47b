import { existsSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { products } from '@/lib/brand/products'
import { type ProductInput, productSchema } from '@/lib/catalog/schema'

const root = path.resolve(import.meta.dirname, '../..')
const [fox] = products
const { sheet, ...plain } = fox as Extract<ProductInput, { kind: 'DOWNLOAD' }>
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
  ['a price of nothing', { ...fox, amount: 0 }, 'amount'],
  ['a price in major units', { ...fox, amount: 5.99 }, 'amount'],
  ['a currency that is none', { ...fox, currency: 'DOLLAR' }, 'currency'],
  ['an address with a slash', { ...fox, slug: 'models/fox' }, 'slug'],
  ['a sheet outside its folder', { ...plain, sheet: `../${sheet}` }, 'sheet'],
  ['an artwork outside its folder', { ...fox, artwork: '../fox.svg' }, 'artwork'],
  ['a download without a sheet', plain, 'sheet'],
  ['credits without a number', { ...plain, kind: 'CREDITS' }, 'credits'],
  ['a price that Brick would refuse as too small', { ...fox, amount: 49 }, 'amount'],
  ['a price that Brick would refuse as too large', { ...fox, amount: 50_001 }, 'amount'],
  ['a name that could end a parameter of a signed call', { ...fox, name: 'Fox type=2' }, 'name'],
  [
    'a period shorter than the provider bills',
    { ...membership, periodLength: 2, periodUnit: 'day' },
    'periodLength',
  ],
  ['a period longer than the provider bills', { ...membership, periodUnit: 'year' }, 'periodLength'],
  [
    'a trial shorter than the provider bills',
    { ...membership, trialAmount: 100, trialLength: 1, trialUnit: 'day' },
    'trialLength',
  ],
  [
    'a trial price that Brick would refuse',
    { ...membership, trialAmount: 10, trialLength: 7, trialUnit: 'day' },
    'trialAmount',
  ],
  ['a membership that waits for a capture', { ...membership, capture: false }, 'capture'],
  ['a membership without a period', { ...membership, periodUnit: undefined }, 'periodUnit'],
  ['a trial without a length', { ...membership, trialAmount: 100, trialUnit: 'day' }, 'trialLength'],
])('refuses %s', (_, product, path) => {
  expect(fault(product)).toBe(path)
})

test.each([
  ['the smallest price', { ...fox, amount: 50 }],
  ['the largest price', { ...fox, amount: 50_000 }],
  ['a price in a currency without known limits', { ...fox, amount: 5, currency: 'KWD' }],
  ['a free trial', { ...membership, trialAmount: 0, trialLength: 14, trialUnit: 'day' }],
])('accepts %s', (_, product) => {
  expect(fault(product)).toBeUndefined()
})
