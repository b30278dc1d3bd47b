import { beforeAll, describe, expect, test } from 'vitest'
import { env } from '@/lib/env'
import type { Uid } from '@/lib/ids'
import type { PageRequest } from '@/lib/paging'
import {
  conflictingArrivalId,
  effectOf,
  findArrival,
  findLedgerId,
  findLedgerRow,
  firstArrivalId,
  listArrivals,
  listTwins,
} from '@/lib/pingbacks/log'
import { receivePingback } from '@/lib/pingbacks/receive'
import { rejectedPingbacks } from '@/lib/pingbacks/rejected'
import { pingbackFilterSchema } from '@/lib/pingbacks/schema'
import { uidOf } from '@/test/support/ids'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const settings = env()
const admin = { role: 'ADMIN' as const, uid: uidOf('admin') }

type Parameters = Record<string, string | number | undefined>

const order = await newOrder(database)
const other = await newOrder(database)
const ref = newReference()
const send = (parameters: Parameters, version = 3) =>
  receivePingback(
    pingbackQuery({ uid: order.uid, goodsid: order.id, ref, ...parameters }, { version }),
    '203.0.113.9',
  )
const find = async (
  query: Record<string, string>,
  operator: { role: 'ADMIN' | 'REVIEWER'; uid: Uid } = admin,
  request?: PageRequest,
) => (await listArrivals(pingbackFilterSchema.parse(query), operator, request)).rows

beforeAll(async () => {
  await send({ type: 0 })
  await send({ type: 0 })
  await send({ type: 0, slength: 1, speriod: 'month' })
  await send({ type: 2, reason: 9 })
  Object.assign(settings, { PAYMENTWALL_MIN_SIGN_VERSION: 2 })
  await send({ type: 12, ref: `${ref}x`, goodsid: other.id, uid: other.uid }, 2)
  Object.assign(settings, { PAYMENTWALL_MIN_SIGN_VERSION: 3 })
  await send({ type: 0, ref: `${ref}q`, uid: 'ann@example.com', goodsid: 'nothing' })
  await receivePingback(`uid=stranger&type=0&ref=forged&sign_version=3&sig=${'0'.repeat(64)}`, '198.51.100.7')
  await receivePingback(`uid=old&type=0&ref=forged1&sig=${'0'.repeat(32)}`, '198.51.100.8')
  await rejectedPingbacks().flush()
})

const brief = (rows: Awaited<ReturnType<typeof find>>) =>
  rows.map(({ verdict, parameters }) => `${verdict} ${parameters.type}`)

describe('the filters', () => {
  test.each<[string, () => Record<string, string>, string[]]>([
    [
      'none: all, newest first',
      () => ({}),
      [
        'rejected 0',
        'rejected 0',
        'quarantined 0',
        'applied 12',
        'applied 2',
        'conflict 0',
        'duplicate 0',
        'applied 0',
      ],
    ],
    ['verdict', () => ({ verdict: 'duplicate' }), ['duplicate 0']],
    ['type', () => ({ type: '12' }), ['applied 12']],
    ['the usual type', () => ({ type: '0', verdict: 'applied' }), ['applied 0']],
    ['order', () => ({ order: other.id }), ['applied 12']],
    ['ref', () => ({ ref }), ['applied 2', 'conflict 0', 'duplicate 0', 'applied 0']],
    ['ref of a stranger', () => ({ ref: 'forged' }), ['rejected 0']],
    ['uid', () => ({ uid: other.uid }), ['applied 12']],
    ['uid that the log masks', () => ({ uid: 'ann@example.com' }), ['quarantined 0']],
    ['uid of a stranger', () => ({ uid: 'stranger' }), ['rejected 0']],
    ['version 2', () => ({ version: '2' }), ['applied 12']],
    ['no version', () => ({ version: 'other' }), ['rejected 0']],
    ['version 3, with refused ones', () => ({ version: '3', verdict: 'rejected' }), ['rejected 0']],
    ['from a time to come', () => ({ from: '2099-01-01' }), []],
    ['to a time long gone', () => ({ to: '2001-01-01T00:00' }), []],
  ])('%s', async (_, query, expected) => {
    const rows = await find(query())
    expect(brief(rows).sort()).toEqual([...expected].sort())
  })

  test('times are exact at both ends', async () => {
    const rows = await find({ ref })
    const middle = rows[1]?.receivedAt ?? new Date()
    const all = { ...pingbackFilterSchema.parse({ ref }) }
    const from = await listArrivals({ ...all, from: middle }, admin, undefined)
    const to = await listArrivals({ ...all, to: middle }, admin, undefined)
    expect(from.rows.map(({ id }) => id)).toEqual(rows.slice(0, 2).map(({ id }) => id))
    expect(to.rows.map(({ id }) => id)).toEqual(rows.slice(2).map(({ id }) => id))
  })

  test('hostile text finds nothing and does no harm', async () => {
    for (const text of ["' OR 1=1 --", '%', '\\', '{"a":1}', '🦊'.repeat(200)]) {
      expect([await find({ ref: text }), await find({ uid: text }), await find({ order: text })]).toEqual([
        [],
        [],
        [],
      ])
    }
    expect(await find({})).toHaveLength(8)
  })

  test('older and newer rows by their key', async () => {
    const rows = await find({})
    const middle = String(rows[3]?.id)
    expect(await find({}, admin, { older: middle })).toEqual(rows.slice(4))
    expect(await find({}, admin, { newer: middle })).toEqual(rows.slice(0, 3))
  })
})

describe('a reviewer', () => {
  const reviewer = { role: 'REVIEWER' as const, uid: other.uid }

  test('sees all where no real customers are', async () => {
    expect(await find({}, reviewer)).toHaveLength(8)
  })

  test('of a live shop sees those of their own orders alone', async () => {
    const before = settings.PAYMENTWALL_MODE
    Object.assign(settings, { PAYMENTWALL_MODE: 'live' })
    const rows = await find({}, reviewer)
    const [foreign] = await find({ ref })
    const [stray] = await find({ ref: 'forged' })
    const hidden = [
      await findArrival(foreign?.id ?? 0n, reviewer),
      await findArrival(stray?.id ?? 0n, reviewer),
    ]
    const ledger = await findLedgerRow(foreign?.pingbackId ?? 0n, reviewer)
    Object.assign(settings, { PAYMENTWALL_MODE: before })
    expect(brief(rows)).toEqual(['applied 12'])
    expect([...hidden, ledger]).toEqual([null, null, null])
  })
})

describe('an arrival', () => {
  test('that was applied: what it changed', async () => {
    const [reversal, , , first] = await find({ ref })
    if (!reversal || !first) throw new Error('nothing is logged')
    expect(await effectOf(first)).toMatchObject({
      payment: { ref, before: undefined, after: 'PAID', now: 'REVERSED' },
      changed: [{ kind: 'LICENCE', what: 'delivered', isHeld: false }],
      held: 0,
    })
    expect(await effectOf(reversal)).toMatchObject({
      payment: { before: 'PAID', after: 'REVERSED', now: 'REVERSED' },
      changed: [{ kind: 'LICENCE', what: 'withdrawn' }],
    })
  })

  test('that was a repetition: nothing', async () => {
    const duplicate = (await find({ verdict: 'duplicate' }))[0]
    if (!duplicate) throw new Error('nothing is logged')
    expect(await effectOf(duplicate)).toMatchObject({
      payment: { before: 'PAID', after: 'PAID' },
      changed: [],
    })
    const { twins, more } = await listTwins(duplicate)
    expect([brief(twins), more]).toEqual([['applied 0', 'conflict 0'], false])
    expect(await firstArrivalId(duplicate.pingbackId ?? 0n)).toBe(twins[0]?.id)
    expect(await conflictingArrivalId(duplicate.pingbackId ?? 0n)).toBe(twins[1]?.id)
  })

  test('that is not there is none', async () => {
    expect(await findArrival(999_999n, admin)).toBeNull()
    expect(await findLedgerRow(999_999n, admin)).toBeNull()
  })
})

describe('the ledger', () => {
  test('is found as alerts name it', async () => {
    const alerts = await database.query<{ kind: string; subject: string }>(
      'SELECT kind, subject FROM alerts ORDER BY kind',
    )
    const subjects = new Map(alerts.map(({ kind, subject }) => [kind, subject]))
    const conflict = await findLedgerId(subjects.get('conflict') ?? '')
    expect(conflict).toBe((await find({ verdict: 'conflict' }))[0]?.pingbackId)
    const quarantined = await findLedgerId(subjects.get('quarantined') ?? '')
    expect(quarantined).toBe((await find({ verdict: 'quarantined' }))[0]?.pingbackId)
    for (const key of ['', 'b1', 'none:0', '../etc', "x' OR 1=1:0", '1'.repeat(40)])
      expect(await findLedgerId(key)).toBeNull()
  })

  test('shows a row with its parameters masked, when the log was pruned too', async () => {
    const [arrival] = await find({ verdict: 'quarantined' })
    const row = await findLedgerRow(arrival?.pingbackId ?? 0n, admin)
    expect(row).toMatchObject({
      verdict: 'quarantined',
      sentence: expect.stringContaining('nothing'),
      parameters: { uid: 'a…@example.com' },
    })
  })
})
