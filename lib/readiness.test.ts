import { describe, expect, test } from 'vitest'
import { readinessProblem } from '@/lib/readiness'
import { testDatabase } from '@/test/support/test-database'
import { wireTo } from '@/test/support/wire'

const database = await testDatabase()
const wire = await wireTo(database.url)
process.env.DATABASE_URL = wire.url

describe('readiness', () => {
  test('nothing is wrong with a shop whose database answers', async () => {
    expect(await readinessProblem()).toBeUndefined()
  })

  test('a machine short of processors is slow, not out of order', async () => {
    expect(await readinessProblem()).toBeUndefined()
    const asked = readinessProblem()
    const until = performance.now() + 1500
    while (performance.now() < until);
    expect(await asked).toBeUndefined()
  })

  test('a listener that can’t use the database is reported, though the shop can', async () => {
    await database.query('ALTER FUNCTION limit_pingback RENAME TO elsewhere')
    expect(await readinessProblem()).toContain('Pingbacks are refused')
    await database.query('ALTER FUNCTION elsewhere RENAME TO limit_pingback')
    expect(await readinessProblem()).toBeUndefined()
  })

  test('limits that are not in effect are reported', async () => {
    const [row] = await database.query<{ source: string }>(
      "SELECT pg_get_functiondef('limit_pingback'::regproc) AS source",
    )
    await database.query((row?.source ?? '').replace("'250ms'", "'0'"))
    expect(await readinessProblem()).toContain('limits of their statements are not in effect')
    await database.query(row?.source ?? '')
    expect(await readinessProblem()).toBeUndefined()
  })

  test('a database that accepts no writes is reported', async () => {
    await database.query('ALTER TABLE rate_limits RENAME TO elsewhere')
    expect(await readinessProblem()).toBe('The database cannot be written to.')
    await database.query('ALTER TABLE elsewhere RENAME TO rate_limits')
  })

  test('a silent database is reported', async () => {
    const held = wire.holdNextAnswer()
    const problem = readinessProblem()
    await held
    expect(await problem).toMatch(/The database does not answer|database connections fail/)
  })
})
