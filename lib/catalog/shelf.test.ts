import { expect, test } from 'vitest'
import { readUnlessKnown, shelvesOf } from '@/lib/catalog/shelf'
import { db } from '@/lib/db'
import { newProduct } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
let loads = 0
const read = () =>
  readUnlessKnown(() => {
    loads++
    return db().product.findMany({ orderBy: { id: 'asc' } })
  })

test('the catalogue is read again when a row of it was changed, added or taken away, and not otherwise', async () => {
  const product = await newProduct(database)
  const first = await read()
  expect(await read()).toBe(first)
  expect(loads).toBe(1)
  const changes = [
    () => database.query('UPDATE list_prices SET amount = amount + 1 WHERE product_id = $1', [product]),
    () => database.query("UPDATE products SET name = 'Owl' WHERE id = $1", [product]),
    () => newProduct(database),
    () => database.query('DELETE FROM list_prices WHERE product_id = $1', [product]),
    () => database.query('DELETE FROM product_prices WHERE product_id = $1', [product]),
    () => database.query('DELETE FROM products WHERE id = $1', [product]),
  ]
  const changed: boolean[] = []
  let known = first
  for (const change of changes) {
    await change()
    const now = await read()
    changed.push(now !== known)
    known = now
  }
  expect(changed).toEqual([true, true, true, true, false, true])
  expect(known.map(({ id }) => id)).not.toContain(product)
})

test('what fails is not taken for what is known', async () => {
  const before = loads
  await newProduct(database)
  await expect(readUnlessKnown(() => Promise.reject(new Error('no answer')))).rejects.toThrow('no answer')
  await read()
  expect(loads).toBe(before + 1)
})

test('products are arranged once for each state', () => {
  const products = [
    { slug: 'fox', active: true },
    { slug: 'owl', active: false },
  ]
  const shelves = shelvesOf(products)
  expect(shelves.forSale.map(({ slug }) => slug)).toEqual(['fox'])
  expect(shelves.bySlug.get('owl')).toBe(products[1])
  expect(shelvesOf(products)).toBe(shelves)
})
