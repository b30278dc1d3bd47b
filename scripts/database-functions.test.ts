import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { testDatabase } from '@/test/support/test-database'
import { type FunctionSource, functionChanges, functionSources } from './database-functions'

const database = await testDatabase()
const client = new Client({ connectionString: database.url })
const sources = await functionSources()

beforeAll(async () => {
  await client.connect()
})
afterAll(async () => {
  await client.end()
})

test('a migrated database holds the functions of prisma/functions, and no others', async () => {
  expect(sources.map((source) => source.name)).toContain('apply_pingback')
  expect(await functionChanges(client, sources)).toEqual([])
})

describe('what has changed', () => {
  const edited = (name: string, edit: (sql: string) => string): FunctionSource[] =>
    sources.map((source) => (source.name === name ? { name, sql: edit(source.sql) } : source))
  const migrateTo = async (goal: readonly FunctionSource[]) => {
    const changes = await functionChanges(client, goal)
    await client.query(changes.map((change) => change.sql).join('\n'))
    expect(await functionChanges(client, goal)).toEqual([])
    return changes.map(({ name, sql }) => [name, sql.startsWith('DROP FUNCTION')])
  }

  beforeEach(async () => {
    await migrateTo(sources)
  })

  test('a body is replaced', async () => {
    const goal = edited('limit_pingback', (sql) => sql.replace('"patience", true', "'300ms', true"))
    expect(await migrateTo(goal)).toEqual([['limit_pingback', false]])
    const { rows } = await client.query('SELECT lock_timeout FROM limit_pingback()')
    expect(rows).toEqual([{ lock_timeout: '300ms' }])
  })

  test('a comment above it is no change, one within it is', async () => {
    expect(await migrateTo(edited('limit_pingback', (sql) => `-- Other words.\n${sql}`))).toEqual([])
    const goal = edited('limit_pingback', (sql) => sql.replace('BEGIN', 'BEGIN -- Other words.'))
    expect(await migrateTo(goal)).toEqual([['limit_pingback', false]])
  })

  test('how it may be called is a change: a body that is the same is not enough', async () => {
    const goal = edited('decision_on', (sql) => sql.replace('STABLE', 'STABLE PARALLEL SAFE'))
    expect(await migrateTo(goal)).toEqual([['decision_on', false]])
  })

  test.each([
    [
      'another argument',
      (sql: string) => sql.replace('"alert_order" text', '"alert_order" text, "more" text'),
    ],
    ['another name of one', (sql: string) => sql.replaceAll('"alert_order"', '"of_order"')],
    [
      'another result',
      (sql: string) =>
        sql.replace('RETURNS void', 'RETURNS SETOF "alerts"').replace('NOTHING;', 'NOTHING RETURNING *;'),
    ],
  ])('%s: dropped and made anew, so that no old one stays beside it', async (_, edit) => {
    expect(await migrateTo(edited('raise_alert', edit))).toEqual([['raise_alert', true]])
  })

  test('a new one comes after what it calls, one without a file goes', async () => {
    const goal = [
      {
        name: 'a_caller',
        sql: 'CREATE FUNCTION a_caller() RETURNS text LANGUAGE sql AS $$ SELECT z_called() $$;',
      },
      ...sources.filter((source) => source.name !== 'receive_failed_pingback'),
      { name: 'z_called', sql: "CREATE FUNCTION z_called() RETURNS text LANGUAGE sql AS $$ SELECT 'x' $$;" },
    ]
    expect(await migrateTo(goal)).toEqual([
      ['z_called', false],
      ['a_caller', false],
      ['receive_failed_pingback', true],
    ])
  })

  test.each([
    ['makes nothing', 'SELECT 1', /one file for each function.*: see broken/],
    [
      'makes another one',
      'CREATE FUNCTION other() RETURNS int LANGUAGE sql AS $$ SELECT 1 $$',
      /see broken, other/,
    ],
    ['is no SQL', 'CREATE FUNKTION', /prisma\/functions\/broken\.sql: syntax error/],
  ])('a file that %s is named', async (_, sql, message) => {
    await expect(functionChanges(client, [...sources, { name: 'broken', sql }])).rejects.toThrow(message)
    expect(await functionChanges(client, sources)).toEqual([])
  })
})
