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
  ['a membership without a period', { ...membership, periodUnit: undefined }, 'periodUnit'],
  ['a trial without a length', { ...membership, trialAmount: 100, trialUnit: 'day' }, 'trialLength'],
])('refuses %s', (_, product, path) => {
  expect(fault(product)).toBe(path)
})
