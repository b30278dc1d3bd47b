import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { RejectedLog } from '@/lib/pingbacks/rejected'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

interface Row {
  reason: string
  sentence: string
  address: string | null
  arrivals: number
  parameters: Record<string, string>
}

const rows = () =>
  database.query<Row>(
    "SELECT reason, sentence, address, arrivals, parameters FROM pingback_attempts WHERE verdict = 'rejected' ORDER BY id",
  )
const alerts = () =>
  database.query<{ message: string }>("SELECT message FROM alerts WHERE kind = 'forged_rate' ORDER BY id")
const forged = { reason: 'signature_mismatch' } as const
const malformed = { reason: 'malformed_value', parameter: 'uid' } as const

beforeEach(async () => {
  // The clock stands still, so that what is written in one minute stays in it.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-22T10:00:00Z') })
  await database.query('TRUNCATE pingback_attempts, alerts, rate_limits')
})
afterEach(() => {
  vi.useRealTimers()
})

const aMinuteLater = () => vi.setSystemTime(Date.now() + 60_000)

describe('refused arrivals', () => {
  test('similar ones share a row, with their number and one query, masked', async () => {
    const log = new RejectedLog()
    for (let n = 0; n < 25; n++) {
      log.add(forged, '203.0.113.9', 'uid=ann%40example.com&note=4111+1111+1111+1111&sig=0123456789abcdef')
    }
    log.add(malformed, '203.0.113.9', 'uid=a%00b&x=%zz&4111111111111111=%F0%9F%A6%8A')
    await log.flush()
    expect(await rows()).toEqual([
      {
        reason: 'signature_mismatch',
        sentence: 'Refused: the signature does not match. If this is unexpected, compare the secret key.',
        address: '203.0.113.9',
        arrivals: 25,
        parameters: { uid: 'a…@example.com', note: '…1111', sig: '01234567…' },
      },
      {
        reason: 'malformed_value',
        sentence: "Refused: a value does not match its parameter's grammar.",
        address: '203.0.113.9',
        arrivals: 1,
        parameters: { uid: 'ab', x: '%zz', '…1111': '🦊' },
      },
    ])
  })

  test('are written by themselves, soon', async () => {
    new RejectedLog().add(forged, '203.0.113.9', '')
    await vi.waitFor(async () => expect(await rows()).toHaveLength(1), { timeout: 60_000, interval: 100 })
  })

  test('a flood of senders: at most 60 rows a minute, each arrival counted, the reasons kept apart', async () => {
    const log = new RejectedLog()
    const flood = async () => {
      for (let n = 0; n < 5000; n++) {
        log.add(n % 5 === 0 ? malformed : forged, `2001:db8::${(n % 1000).toString(16)}`, `uid=${n}`)
      }
      await log.flush()
    }
    const count = async () => {
      const written = await rows()
      const of = (reason: string) =>
        written.filter((row) => row.reason === reason).reduce((sum, row) => sum + row.arrivals, 0)
      return { rows: written.length, forged: of('signature_mismatch'), malformed: of('malformed_value') }
    }
    await flood()
    expect(await count()).toEqual({ rows: 52, forged: 4000, malformed: 1000 })
    await flood()
    await flood()
    expect((await count()).rows).toBe(60)
    aMinuteLater()
    await log.flush()
    expect((await count()).rows).toBeLessThanOrEqual(120)
    aMinuteLater()
    await log.flush()
    expect(await count()).toMatchObject({ forged: 12_000, malformed: 3000 })
  })

  test('the newest 10,000 rows are kept, and no other row is touched', async () => {
    await database.query(`
      INSERT INTO pingback_attempts (verdict, sentence, reason, duration_ms, parameters, address)
      SELECT (CASE WHEN n % 100 = 0 THEN 'applied' ELSE 'rejected' END)::"Verdict", '', 'old', 0, '{}', n::text
      FROM generate_series(1, 10200) n`)
    const log = new RejectedLog()
    log.add(forged, '203.0.113.9', '')
    await log.flush()
    const kept = await rows()
    expect(kept).toHaveLength(10_000)
    expect(kept.at(-1)?.address).toBe('203.0.113.9')
    expect(Number(kept[0]?.address)).toBe(101)
    expect(await database.query("SELECT FROM pingback_attempts WHERE verdict = 'applied'")).toHaveLength(102)
  })

  test('a query of a megabyte leaves little', async () => {
    const log = new RejectedLog()
    log.add({ reason: 'query_too_long' }, undefined, `uid=${'x'.repeat(1 << 20)}`)
    await log.flush()
    const [row] = await rows()
    expect(JSON.stringify(row?.parameters).length).toBeLessThan(200)
  })

  test('what a database does not take is kept and written later, each arrival counted once', async () => {
    const log = new RejectedLog()
    await database.query('ALTER TABLE pingback_attempts RENAME TO elsewhere')
    for (let n = 0; n < 40; n++) log.add(forged, '203.0.113.9', '')
    await log.flush()
    log.add(forged, '203.0.113.9', '')
    log.add(malformed, '203.0.113.10', '')
    await log.flush()
    await database.query('ALTER TABLE elsewhere RENAME TO pingback_attempts')
    expect(await rows()).toEqual([])
    aMinuteLater()
    await log.flush()
    expect(await rows()).toMatchObject([
      { reason: 'signature_mismatch', address: '203.0.113.9', arrivals: 41 },
      { reason: 'malformed_value', address: '203.0.113.10', arrivals: 1 },
    ])
    // Counted in the minute in which they came.
    expect(await alerts()).toHaveLength(1)
    await log.flush()
    expect(await rows()).toHaveLength(2)
  })

  test('they are retried automatically', async () => {
    await database.query('ALTER TABLE pingback_attempts RENAME TO elsewhere')
    const log = new RejectedLog()
    log.add(forged, '203.0.113.9', '')
    await log.flush()
    await database.query('ALTER TABLE elsewhere RENAME TO pingback_attempts')
    await vi.waitFor(async () => expect(await rows()).toHaveLength(1), { timeout: 60_000, interval: 100 })
  })

  test('a flood during an hour without the database: memory stays bounded, and no arrival goes uncounted', async () => {
    const log = new RejectedLog()
    await database.query('ALTER TABLE pingback_attempts RENAME TO elsewhere')
    for (let minute = 0; minute < 60; minute++) {
      for (let n = 0; n < 200; n++) log.add(forged, `2001:db8:${minute.toString(16)}::${n.toString(16)}`, '')
      await log.flush()
      aMinuteLater()
    }
    await database.query('ALTER TABLE elsewhere RENAME TO pingback_attempts')
    for (let minute = 0; minute < 2; minute++) {
      await log.flush()
      aMinuteLater()
    }
    const written = await rows()
    expect(written.length).toBeLessThanOrEqual(60)
    expect(written.reduce((sum, { arrivals }) => sum + arrivals, 0)).toBe(12_000)
  })
})

describe('the alert about forgeries', () => {
  const refuse = async (log: RejectedLog, times: number) => {
    for (let n = 0; n < times; n++) log.add(forged, '203.0.113.9', '')
    await log.flush()
  }

  test('29 wrong signatures in a minute raise none, also when other faults come with them', async () => {
    const log = new RejectedLog()
    for (let n = 0; n < 100; n++) log.add(malformed, '203.0.113.9', '')
    await refuse(log, 29)
    aMinuteLater()
    await refuse(log, 29)
    expect(await alerts()).toEqual([])
  })

  test('those of all processes count together', async () => {
    const processes = [new RejectedLog(), new RejectedLog(), new RejectedLog()]
    for (const log of processes) await refuse(log, 9)
    expect(await alerts()).toEqual([])
    for (const log of processes.slice(0, 2)) await refuse(log, 2)
    expect((await alerts()).map(({ message }) => message)).toEqual([
      expect.stringMatching(/^31 pingbacks in one minute had a wrong signature/),
    ])
  })

  test('30 in a minute raise one, and only one in an hour', async () => {
    const log = new RejectedLog()
    await refuse(log, 20)
    await refuse(log, 10)
    aMinuteLater()
    await refuse(log, 500)
    const raised = await alerts()
    expect(raised).toHaveLength(1)
    expect(raised[0]?.message).toContain('30 pingbacks in one minute had a wrong signature')
    vi.setSystemTime(Date.now() + 3_600_000)
    await refuse(log, 30)
    expect(await alerts()).toHaveLength(2)
  })
})
