import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { env } from '@/lib/env'
import { listRefused } from '@/lib/pingbacks/data'
import { applyRefused, keepRefused } from '@/lib/pingbacks/mutations'
import { receivePingback } from '@/lib/pingbacks/receive'
import { RejectedLog, rejectedPingbacks } from '@/lib/pingbacks/rejected'
import { verifyPingback } from '@/lib/pingbacks/verify'
import { holdLocks } from '@/test/support/locks'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const settings = env()
const asBefore = { ...settings }

beforeEach(async () => {
  await database.query('TRUNCATE refused_pingbacks, alerts')
})
afterEach(() => {
  vi.useRealTimers()
  Object.assign(settings, asBefore)
})

/** What the merchant has done when the pingback comes, and what mends it. */
const cases: [title: string, made: Made, mend: () => void, told: string[]][] = [
  [
    'a custom parameter was added at Paymentwall',
    { parameters: { colour: 'red' } },
    () => Object.assign(settings, { PINGBACK_CUSTOM_PARAMETERS: ['colour'] }),
    ['"colour"', 'PINGBACK_CUSTOM_PARAMETERS', 'npm run pingback:refused'],
  ],
  [
    'the project signs by version 2',
    { version: 2 },
    () => Object.assign(settings, { PAYMENTWALL_MIN_SIGN_VERSION: 2 }),
    ['PAYMENTWALL_MIN_SIGN_VERSION', 'Pingback Signature Version 3'],
  ],
  [
    'Paymentwall sends from a new address',
    { listed: ['198.51.100.0/24'] },
    () => Object.assign(settings, { PINGBACK_ALLOWED_IPS: ['203.0.113.0/24'] }),
    ['203.0.113.9', 'PINGBACK_ALLOWED_IPS'],
  ],
]

interface Made {
  parameters?: Record<string, string>
  version?: number
  listed?: string[]
}

async function refuse({ parameters = {}, version = 3, listed = [] }: Made) {
  Object.assign(settings, { PINGBACK_ALLOWED_IPS: listed })
  const order = await newOrder(database)
  const payment = { uid: order.uid, goodsid: order.id, type: 0, ref: newReference(), ...parameters }
  const query = pingbackQuery(payment, { version })
  const answer = await receivePingback(query, '203.0.113.9')
  await rejectedPingbacks().flush()
  return { order, query, answer }
}

const alerts = () =>
  database.query<{ subject: string; message: string; resolved_by: string | null }>(
    "SELECT subject, message, resolved_by FROM alerts WHERE kind = 'refused_pingback' ORDER BY id",
  )
const grants = (order: string) => database.query('SELECT FROM deliveries WHERE order_id = $1', [order])
const first = async () => (await listRefused())[0]?.id ?? 0n

describe.each(cases)('%s', (_, made, mend, told) => {
  test('the pingback is refused, the alert names parameter and setting, and it is applied once that is corrected', async () => {
    const { order, query, answer } = await refuse(made)
    expect([answer.status === 400 || answer.status === 403, answer.body]).toEqual([true, 'NOK'])
    expect(await grants(order.id)).toHaveLength(0)
    const [alert] = await alerts()
    for (const words of told) expect(alert?.message).toContain(words)

    // The whole check runs again, so nothing passes before the setting is right.
    const early = await applyRefused(await first())
    expect(early.isApplied).toBe(false)
    for (const words of told.slice(0, 2)) expect(early.sentence).toContain(words)
    expect(await grants(order.id)).toHaveLength(0)
    expect(await listRefused()).toHaveLength(1)

    mend()
    expect((await applyRefused(await first())).isApplied).toBe(true)
    expect(await grants(order.id)).toHaveLength(1)
    expect(await listRefused()).toEqual([])
    expect(await alerts()).toMatchObject([{ resolved_by: 'pingback:refused' }])
    // Paymentwall, which has gone on sending, is told that it is a repetition.
    expect(await receivePingback(query, '203.0.113.9')).toMatchObject({
      body: 'OK',
      headers: { 'X-Pingback-Result': 'duplicate' },
    })
    expect(await grants(order.id)).toHaveLength(1)
  })
})

describe('what is kept', () => {
  const refused = { parameters: { colour: 'red', card: '4111 1111 1111 1111' } }

  test('is shown masked, and sealed where it is stored', async () => {
    const { query } = await refuse(refused)
    const [shown] = await listRefused()
    expect(shown?.parameters).toMatchObject({ colour: 'red', card: '…1111' })
    const [row] = await database.query<{ whole: string; sealed: Buffer }>(
      'SELECT refused_pingbacks::text AS whole, sealed FROM refused_pingbacks',
    )
    const sig = new URLSearchParams(query).get('sig') ?? ''
    expect(row?.whole).not.toContain(sig)
    expect(row?.sealed.includes(Buffer.from(sig))).toBe(false)
  })

  test('is kept once, however often it comes, and applied a second time it is a repetition', async () => {
    const { order, query } = await refuse(refused)
    for (let n = 0; n < 3; n++) await receivePingback(query, '203.0.113.9')
    await rejectedPingbacks().flush()
    expect(await listRefused()).toHaveLength(1)
    const id = await first()
    Object.assign(settings, { PINGBACK_CUSTOM_PARAMETERS: ['colour', 'card'] })
    await receivePingback(query, '203.0.113.9')
    expect(await applyRefused(id)).toMatchObject({ isApplied: true })
    expect(await grants(order.id)).toHaveLength(1)
    expect(await applyRefused(id)).toEqual({
      isApplied: false,
      sentence: expect.stringContaining('no longer kept'),
    })
  })

  test('is no more than 1,000, however many come', async () => {
    await database.query(
      "INSERT INTO refused_pingbacks (fingerprint, reason, advice, parameters, sealed, received_at) SELECT n::text, 'unknown_parameter', '', '{}', '', now() FROM generate_series(1, 999) n",
    )
    await refuse(refused)
    await refuse(refused)
    const [count] = await database.query('SELECT count(*)::int AS n FROM refused_pingbacks')
    expect(count).toEqual({ n: 1000 })
  })

  test('is no more than 1,000, though two processes keep theirs at once', async () => {
    await database.query(
      "INSERT INTO refused_pingbacks (fingerprint, reason, advice, parameters, sealed, received_at) SELECT n::text, 'unknown_parameter', '', '{}', '', now() FROM generate_series(1, 950) n",
    )
    const arrivals = Array.from({ length: 80 }, (_, n) => {
      const query = pingbackQuery({ uid: 'u', type: 0, ref: `c${n}`, colour: 'red' })
      const verified = verifyPingback(query, undefined, settings)
      if (verified.ok || !verified.recoverable) throw new Error('not refused')
      return {
        ...verified,
        recoverable: verified.recoverable,
        address: undefined,
        query,
        receivedAt: new Date(),
      }
    })
    const holder = await holdLocks(database)
    await holder.query('LOCK TABLE refused_pingbacks IN SHARE MODE')
    const both = Promise.all([keepRefused(arrivals.slice(0, 40)), keepRefused(arrivals.slice(40))])
    expect(await holder.isWaitedFor(both, 2)).toBe(true)
    await holder.commit()
    await both
    const [count] = await database.query('SELECT count(*)::int AS n FROM refused_pingbacks')
    expect(count).toEqual({ n: 1000 })
  })

  test('waits in memory, bounded, while the database is away', async () => {
    const log = new RejectedLog()
    await database.query('ALTER TABLE refused_pingbacks RENAME TO elsewhere')
    for (let n = 0; n < 150; n++) {
      const query = pingbackQuery({ uid: 'u', type: 0, ref: `b${n}`, colour: 'red' })
      const verified = verifyPingback(query, undefined, settings)
      if (!verified.ok) log.add(verified, undefined, query)
    }
    await log.flush()
    await database.query('ALTER TABLE elsewhere RENAME TO refused_pingbacks')
    expect(await listRefused()).toEqual([])
    await log.flush()
    expect(await listRefused()).toHaveLength(100)
  })

  test('can’t be opened with another key, and says so', async () => {
    await refuse(refused)
    Object.assign(settings, { DATA_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64') })
    expect(await applyRefused(await first())).toMatchObject({
      isApplied: false,
      sentence: expect.stringContaining('DATA_ENCRYPTION_KEY'),
    })
    expect(await listRefused()).toHaveLength(1)
  })
})

describe('applying one', () => {
  const refused = { parameters: { colour: 'red' } }
  const mend = () => Object.assign(settings, { PINGBACK_CUSTOM_PARAMETERS: ['colour'] })

  /** Has every statement of a kind fail, as if the process died before it, until the returned function is called. */
  async function failAt(statement: 'DELETE ON refused_pingbacks' | 'UPDATE ON alerts') {
    const [, table] = statement.split(' ON ')
    await database.query(`
      CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'died'; END $$;
      CREATE TRIGGER die BEFORE ${statement} FOR EACH ROW EXECUTE FUNCTION die()`)
    return () => database.query(`DROP TRIGGER die ON ${table}; DROP FUNCTION die()`)
  }

  test.each(['DELETE ON refused_pingbacks', 'UPDATE ON alerts'] as const)(
    'that ends before the %s has done nothing, and is done by the next: deleted, its alert resolved, 1 grant',
    async (statement) => {
      const { order } = await refuse(refused)
      mend()
      const goOn = await failAt(statement)
      const id = await first()
      await expect(applyRefused(id)).rejects.toThrow('died')
      await goOn()
      expect(await grants(order.id)).toEqual([])
      expect(await applyRefused(id)).toMatchObject({ isApplied: true })
      expect(await grants(order.id)).toHaveLength(1)
      expect(await listRefused()).toEqual([])
      expect(await alerts()).toMatchObject([{ resolved_by: 'pingback:refused' }])
    },
  )

  test('by two operators at once: one applies it, the other is told that it is no longer kept, 1 grant', async () => {
    const { order } = await refuse(refused)
    mend()
    const id = await first()
    const holder = await holdLocks(database)
    await holder.query('SELECT FROM refused_pingbacks FOR UPDATE')
    const both = Promise.all([applyRefused(id), applyRefused(id)])
    expect(await holder.isWaitedFor(both, 2)).toBe(true)
    await holder.commit()
    const results = await both
    expect(results.map(({ isApplied }) => isApplied).sort()).toEqual([false, true])
    expect(await grants(order.id)).toHaveLength(1)
    expect(await listRefused()).toEqual([])
    expect(await alerts()).toMatchObject([{ resolved_by: 'pingback:refused' }])
  })

  test('and another, the last two of a reason at once, resolves the alert', async () => {
    await refuse(refused)
    await refuse(refused)
    mend()
    const ids = (await listRefused()).map(({ id }) => id)
    expect(ids).toHaveLength(2)
    const holder = await holdLocks(database)
    await holder.query('SELECT FROM refused_pingbacks FOR UPDATE')
    const both = Promise.all(ids.map((id) => applyRefused(id)))
    expect(await holder.isWaitedFor(both, 2)).toBe(true)
    await holder.commit()
    await both
    expect(await alerts()).toMatchObject([{ resolved_by: 'pingback:refused' }])
  })
})

describe('the alert', () => {
  test('is one for each reason and hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T10:10:00Z') })
    await refuse({ parameters: { colour: 'red' } })
    await refuse({ parameters: { size: 'small' } })
    await refuse({ version: 2 })
    expect(await alerts()).toMatchObject([
      { subject: 'unknown_parameter:2026-11-22T10' },
      { subject: 'version_refused:2026-11-22T10' },
    ])
    vi.setSystemTime(new Date('2026-11-22T11:10:00Z'))
    await refuse({ parameters: { size: 'small' } })
    expect(await alerts()).toHaveLength(3)
  })

  test.each<[string, (query: string) => string]>([
    [
      'a wrong signature',
      (query) => query.replace(/sig=(.)/, (_, first) => `sig=${first === '0' ? '1' : '0'}`),
    ],
    ['a name that a stranger added', (query) => query.replace('&sig=', '&size=small&sig=')],
    ['a name twice', (query) => `${query}&type=0`],
  ])('is none for %s, and nothing is kept', async (_, change) => {
    const query = pingbackQuery({ uid: 'u', type: 0, ref: newReference(), colour: 'red' })
    expect((await receivePingback(change(query), '203.0.113.9')).body).toBe('NOK')
    await rejectedPingbacks().flush()
    expect([await alerts(), await listRefused()]).toEqual([[], []])
  })
})
