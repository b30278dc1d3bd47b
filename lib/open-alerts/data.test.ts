import { afterEach, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { findAlert, listAlertGroups, listOpenAlerts } from '@/lib/open-alerts/data'
import { resolveOpenAlert } from '@/lib/open-alerts/mutations'
import { uidOf } from '@/test/support/ids'
import { newOrder } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const admin = { role: 'ADMIN', uid: uidOf('an-admin') } as const

afterEach(async () => {
  await database.query('TRUNCATE alerts')
})

async function raise(kind: string, subject: string, orderId: string | null = null): Promise<bigint> {
  const [row] = await database.query<{ id: string }>(
    `INSERT INTO alerts (kind, subject, message, order_id) VALUES ($1::"AlertKind", $2, 'Look.', $3) RETURNING id`,
    [kind, subject, orderId],
  )
  return BigInt(row?.id ?? 0)
}

test('open alerts are grouped by kind, the newest kind first, three of each with their number', async () => {
  for (let count = 0; count < 5; count++) await raise('overpaid', `b${count}`)
  const failed = await raise('failed', 'b1:0')
  const resolved = await raise('conflict', 'b2:0')
  await resolveOpenAlert(resolved, 'ann@example.com')
  const groups = await listAlertGroups(admin)
  expect(
    groups.map(({ kind, count, isMore, newest }) => [kind, count, isMore, newest.map((a) => a.subject)]),
  ).toEqual([
    ['failed', 1, false, ['b1:0']],
    ['overpaid', 5, false, ['b4', 'b3', 'b2']],
  ])
  expect(groups[0]?.newest[0]?.id).toBe(failed)
})

test('of thousands of a kind a thousand are counted', async () => {
  await database.query(
    `INSERT INTO alerts (kind, subject, message) SELECT 'quarantined', 'b' || n, '' FROM generate_series(1, 1500) n`,
  )
  expect(await listAlertGroups(admin)).toMatchObject([{ kind: 'quarantined', count: 1000, isMore: true }])
})

test('the list leads on to older ones, of one kind where that is wanted', async () => {
  await database.query(
    `INSERT INTO alerts (kind, subject, message) SELECT 'quarantined', 'b' || n, '' FROM generate_series(1, 60) n`,
  )
  await raise('failed', 'b1:0')
  const first = await listOpenAlerts({}, admin, undefined)
  expect(first.rows).toHaveLength(50)
  expect(first.rows[0]).toMatchObject({ kind: 'failed' })
  const rest = await listOpenAlerts({ kind: 'quarantined' }, admin, { older: first.older ?? '' })
  expect(rest.rows.map(({ subject }) => subject)).toEqual(
    Array.from({ length: 11 }, (_, at) => `b${11 - at}`),
  )
})

test('an alert resolved by hand says by whom, and the second operator reads that', async () => {
  const { id: orderId } = await newOrder(database)
  const id = await raise('partial_refund', 'b1:220:x', orderId)
  const both = await Promise.all([resolveOpenAlert(id, 'ann'), resolveOpenAlert(id, 'bob')])
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
  const first = both[0]?.ok ? 'ann' : 'bob'
  expect(both.find(({ ok }) => !ok)?.sentence).toMatch(
    new RegExp(`^Alert ${id} was already resolved on .+, by ${first}\\. Nothing was done\\.$`),
  )
  expect(both[0]?.orderId).toBe(orderId)
  expect(await findAlert(id, admin)).toMatchObject({ resolvedBy: first })
  expect(await listAlertGroups(admin)).toEqual([])
})

test('what is not there can’t be resolved', async () => {
  expect(await resolveOpenAlert(123456n, 'ann')).toEqual({ ok: false, sentence: 'There is no alert 123456.' })
  expect(await findAlert(123456n, admin)).toBeNull()
  expect(await db().alert.count()).toBe(0)
})
