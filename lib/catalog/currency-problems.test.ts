import { beforeEach, expect, test } from 'vitest'
import { currencyProblems } from '@/lib/catalog/currency-problems'
import { newProduct } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
beforeEach(async () => {
  await database.query('TRUNCATE products CASCADE')
})

/** A product that is sold in one currency alone. */
async function soldIn(currency: string, slug: string): Promise<string> {
  const id = await newProduct(database)
  await database.query('UPDATE products SET slug = $2 WHERE id = $1', [id, slug])
  await database.query('UPDATE list_prices SET currency = $2 WHERE product_id = $1', [id, currency])
  return id
}

test('none where each product has a price that visitors see, and one has one in the first currency', async () => {
  expect(await currencyProblems()).toEqual([])
  await soldIn('USD', 'fox')
  await soldIn('EUR', 'owl')
  await newProduct(database, 'LICENCE', { prices: { GBP: 500 } })
  expect(await currencyProblems()).toEqual([])
})

test('products are named that have a price only where nobody can choose it, unless they are not for sale', async () => {
  await soldIn('USD', 'fox')
  await soldIn('GBP', 'owl')
  const off = await soldIn('GBP', 'moth')
  await database.query('UPDATE products SET active = false WHERE id = $1', [off])
  expect(await currencyProblems()).toEqual([
    'Nobody can buy products that have a price only in a currency that lib/currencies.mjs lacks: owl (GBP). Add the currency there and build again, or give them a price under Products.',
  ])
})

test('ten are named, and the rest counted', async () => {
  for (let n = 0; n < 12; n++) await soldIn('GBP', `p${n}`)
  const [problem = ''] = await currencyProblems()
  expect(problem.match(/\(GBP\)/g)).toHaveLength(10)
  expect(problem).toContain('(GBP) and 2 more. ')
})

test('a shop that sells nothing in its first currency is told which to put first', async () => {
  await soldIn('JPY', 'fox')
  await soldIn('EUR', 'owl')
  expect(await currencyProblems()).toEqual([
    'Nothing is sold in USD, which visitors see first: put EUR first in lib/currencies.mjs and build again, or give products a price in USD.',
  ])
})
