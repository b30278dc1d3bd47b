import { expect, test } from 'vitest'
import { productBySlug, productsForSale } from '@/lib/catalog/data'
import { saveProduct } from '@/lib/catalog/mutations'
import type { ProductInput } from '@/lib/catalog/schema'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const den: ProductInput = {
  id: 'den',
  slug: 'den',
  position: 1,
  kind: 'LICENCE',
  name: 'Den',
  summary: 'A den for the fox.',
  description: 'A den for the fox.',
  artwork: 'den.svg',
  amount: 600,
  currency: 'USD',
}

test('a saved product is for sale at once, and a changed one shows its change', async () => {
  expect(await productBySlug('den')).toBeUndefined()
  await saveProduct(den)
  expect(await productsForSale()).toMatchObject([{ name: 'Den', amount: 600 }])
  await saveProduct({ ...den, amount: 700, active: false })
  expect(await productsForSale()).toEqual([])
  expect(await productBySlug('den')).toMatchObject({ amount: 700, active: false })
})

test('a change that other processes made shows within its life, not at once', async () => {
  await saveProduct(den)
  await productsForSale()
  await database.query(`UPDATE products SET amount = 900 WHERE id = 'den'`)
  expect(await productBySlug('den')).toMatchObject({ amount: 600 })
})

test('a faulty product changes nothing, and the message names every fault', async () => {
  await saveProduct(den)
  await expect(saveProduct({ ...den, name: 'a=b', slug: 'A B' })).rejects.toThrow(
    /^The product "den" can't be saved: slug lower-case letters.*; name must not contain "="/,
  )
  await expect(saveProduct({ ...den, amount: 10 })).rejects.toThrow(
    'amount must be between $0.50 and $500.00',
  )
  await expect(
    saveProduct({ ...den, kind: 'MEMBERSHIP', capture: true, periodLength: 1, periodUnit: 'year' }),
  ).rejects.toThrow(
    'periodLength must be at most 6 months (to use other limits, ask Paymentwall, then change lib/catalog/limits.ts)',
  )
  expect(await database.query(`SELECT name, amount FROM products`)).toEqual([{ name: 'Den', amount: 600 }])
})
