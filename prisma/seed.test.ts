import { expect, test } from 'vitest'
import { verifyPassword } from '@/lib/accounts/password'
import { products } from '@/lib/brand/products'
import { seed, seedProducts } from '@/prisma/seed'
import { holdLocks } from '@/test/support/locks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

test('products alone for a merchant’s own database: nobody knows its passwords', async () => {
  await seedProducts(database.url)
  expect(await database.query('SELECT 1 FROM products')).toHaveLength(products.length)
  expect(await database.query('SELECT 1 FROM users')).toEqual([])
})

test('again, it repairs its own rows and leaves all others as they are', async () => {
  await seed(database.url)
  const users = await database.query('SELECT * FROM users ORDER BY email')
  await database.query(`UPDATE products SET name = 'Wolf', credits = 3 WHERE id = 'fox'`)
  await database.query(`UPDATE products SET id = 'own', slug = 'own', name = 'Own' WHERE id = 'owl'`)
  await seed(database.url)
  const names = await database.query(
    `SELECT name, credits FROM products WHERE id IN ('fox', 'own', 'owl') ORDER BY id`,
  )
  expect(names).toEqual([
    { name: 'Fox', credits: null },
    { name: 'Owl', credits: null },
    { name: 'Own', credits: null },
  ])
  expect(await database.query('SELECT * FROM users ORDER BY email')).toEqual(users)
})

test('again, it leaves alone what was changed in the back office', async () => {
  await database.query(`UPDATE products SET name = 'Arctic fox' WHERE id = 'fox'`)
  await database.query(`UPDATE products SET name = 'Crane' WHERE id = 'heron'`)
  await database.query(
    `INSERT INTO audit_entries (actor, act, subject) VALUES ('ann', 'product.edit', 'fox')`,
  )
  await database.query(
    `INSERT INTO audit_entries (actor, act, subject, allowed) VALUES ('ann', 'product.edit', 'heron', false)`,
  )
  await seedProducts(database.url)
  expect(await database.query(`SELECT name FROM products WHERE id IN ('fox', 'heron') ORDER BY id`)).toEqual([
    { name: 'Arctic fox' },
    { name: 'Heron' },
  ])
})

test('the demo accounts open with the password that the demo prints', async () => {
  const users = await database.query<{ email: string; role: string; password_hash: string }>(
    'SELECT email, role, password_hash FROM users ORDER BY email',
  )
  expect(users.map((user) => `${user.email} ${user.role}`)).toEqual([
    'admin@foldline.example ADMIN',
    'buyer@foldline.example BUYER',
    'reviewer@foldline.example REVIEWER',
  ])
  expect(await verifyPassword(users[0]?.password_hash, 'foldline-demo')).toBe(true)
})

test('a database that goes away meanwhile is asked again', { timeout: 60_000 }, async () => {
  await database.query("UPDATE products SET name = 'Wolf' WHERE id = 'heron'")
  const slow = await holdLocks(database)
  await slow.query('LOCK TABLE products')
  const seeding = seedProducts(database.url)
  expect(await slow.isWaitedFor(seeding)).toBe(true)
  await database.query(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND cardinality(pg_blocking_pids(pid)) > 0',
  )
  await slow.commit()
  await seeding
  expect(await database.query("SELECT name FROM products WHERE id = 'heron'")).toEqual([{ name: 'Heron' }])
})
