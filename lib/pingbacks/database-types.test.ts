import { expect, test } from 'vitest'
import type { PingbackEvent } from '@/lib/pingbacks/event'
import type { PingbackArrival } from '@/lib/pingbacks/mutations'
import { refOf } from '@/test/support/ids'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

// A key that a composite type lacks is dropped by jsonb_populate_record without a word, and one that TypeScript lacks is
// empty for ever: so each value here has every field, which the compiler sees to, and comes back with all of them.
type Full<Fields> = { [Key in keyof Fields]-?: NonNullable<Fields[Key]> }

const event: Full<PingbackEvent> = {
  label: 'Payment',
  disposition: 'apply',
  quarantine_reason: 'it accepts a payment with a negative length',
  ref: refOf('b1'),
  type: 0,
  part: 'status',
  digest: '\\x00ff',
  parameters: { type: '0' },
  goodsid: 'order1',
  uid: 'u1',
  state: 'PAID',
  is_test: true,
  reversal_reason: 2,
  partial: true,
  refund: '1.50',
  refund_currency: 'USD',
  price: '9.990',
  price_currency: 'USD',
  paid_at: '2026-11-22T10:00:00.000Z',
  next_charge_at: '2026-12-22T10:00:00.000Z',
  period_length: 1,
  period_unit: 'month',
  initial_ref: refOf('b0'),
  subscription_id: 's1',
}

const arrival: Full<PingbackArrival> = {
  address: '192.0.2.1',
  sign_version: 3,
  secret: 'current',
  elapsed_ms: 1.5,
  received_at: '2026-11-22T10:00:00.000Z',
  parameters: { type: '0' },
}

async function throughDatabase(type: string, value: object): Promise<Record<string, unknown>> {
  const [row] = await database.query<{ read: Record<string, unknown> }>(
    `SELECT to_jsonb(jsonb_populate_record(NULL::${type}, $1)) AS read`,
    [JSON.stringify(value)],
  )
  return row?.read ?? {}
}

const comparable = (value: object) =>
  Object.fromEntries(
    Object.entries(value).map(([name, field]) => {
      if (name.endsWith('_at')) return [name, new Date(field).getTime()]
      return [name, name === 'price' || name === 'refund' ? Number(field) : field]
    }),
  )

test.each([
  ['pingback_event', event],
  ['pingback_arrival', arrival],
])('%s has the fields of its TypeScript type and takes their values', async (type, value) => {
  expect(comparable(await throughDatabase(type, value))).toEqual(comparable(value))
})
