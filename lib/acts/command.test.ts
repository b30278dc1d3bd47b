import { expect, test } from 'vitest'
import { actByCommand } from '@/lib/acts/command'
import { newOrder } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

const entries = (orderId: string) =>
  database.query('SELECT actor, actor_uid, act, allowed, reason FROM audit_entries WHERE order_id = $1', [
    orderId,
  ])

test('a command acts as a form does, and the audit log names its user', async () => {
  const { id } = await newOrder(database)
  const told = { reason: 'lost', by: 'ann' }
  expect(await actByCommand('order:grant', id, { kind: 'GRANT' }, told)).toEqual({
    ok: true,
    sentence: `Order ${id}: its goods are granted; 1 delivered.`,
  })
  const actor = 'ann (npm run order:grant)'
  expect(await database.query('SELECT kind, actor, reason FROM decisions WHERE order_id = $1', [id])).toEqual(
    [{ kind: 'GRANT', actor, reason: 'lost' }],
  )
  expect(await entries(id)).toEqual([
    { actor, actor_uid: null, act: 'order.grant', allowed: true, reason: 'lost' },
  ])
})

test('a refused command is in the audit log too', async () => {
  const { id } = await newOrder(database)
  expect(await actByCommand('payment:capture', id, { kind: 'CAPTURE' })).toEqual({
    ok: false,
    sentence: `Order ${id} has no authorised card charge to capture.`,
  })
  expect(await entries(id)).toMatchObject([{ act: 'order.capture', allowed: false, reason: '' }])
})
