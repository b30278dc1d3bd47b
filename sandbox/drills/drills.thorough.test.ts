import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { type Flaw, startListener } from '../testing/listener'
import type { DrillTarget } from './bench'
import { drills } from './drills'
import { deliveriesAt, deliveriesBy, madeUpOrders, ordersBy, ordersOf } from './outside'
import { type DrillReport, formatReport } from './report'
import { runDrills } from './run'
import { wordings } from './wording'

const secret = '00112233445566778899aabbccddeeff'
const stops: (() => void)[] = []

afterEach(() => {
  for (const stop of stops.splice(0)) stop()
})

interface Help {
  counts?: boolean
  restarts?: boolean
  changes?: Partial<DrillTarget>
  only?: string[]
}

async function drill(flaw: Flaw | null, { counts = true, restarts = true, changes = {}, only }: Help = {}) {
  const { apiType = 'digital-goods', signVersion = 3 } = changes
  const listener = await startListener(secret, flaw, { order: wordings[apiType].name, signVersion })
  stops.push(listener.stop)
  return runDrills(
    {
      pingbackUrl: listener.pingbackUrl,
      projectKey: 'ffeeddccbbaa99887766554433221100',
      secretKey: secret,
      signVersion: 3,
      apiType: 'digital-goods',
      uid: 'u-1',
      newOrder: madeUpOrders(),
      countDeliveries: counts ? deliveriesAt(listener.deliveriesUrl) : null,
      restart: restarts ? async () => listener.restart() : null,
      seed: 1,
      patience: { retry: 1, delivery: 0 },
      signal: new AbortController().signal,
      ...changes,
    },
    only,
  )
}

const named = ({ results }: DrillReport, outcome: string) =>
  results.filter((result) => result.outcome === outcome).map(({ name }) => name)

describe('a correct listener', () => {
  let report: DrillReport
  beforeAll(async () => {
    report = await drill(null)
  })

  it('passes every drill', () => {
    expect(report.results.flatMap(({ findings }) => findings)).toEqual([])
    expect(named(report, 'passed')).toEqual(drills.map(({ name }) => name))
  })

  it('passes what its answers show alone when nobody counts its deliveries or restarts it', async () => {
    const blind = await drill(null, { counts: false, restarts: false })
    expect(named(blind, 'passed')).toEqual(['payment', 'forged', 're-split', 'wrong-secret', 'older-version'])
    expect(named(blind, 'failed')).toEqual([])
  })
})

it.each([
  ['virtual currency', { apiType: 'virtual-currency' }],
  ['carts, which are signed by version 2', { apiType: 'cart', signVersion: 2 }],
] as const)('a correct listener for %s passes every drill', async (_name, changes) => {
  const report = await drill(null, { changes })
  expect(report.results.flatMap(({ findings }) => findings)).toEqual([])
  expect(named(report, 'passed')).toEqual(drills.map(({ name }) => name))
})

describe.each<[Flaw, string]>([
  ['two at once both deliver', 'duplicates'],
  ['answers errors to duplicates', 'duplicates'],
  ['delivers again after a refund', 'shuffled'],
  ['forgets references after a day', 'delayed'],
  ['skips the check without a signature', 'forged'],
  ['believes the signature alone', 're-split'],
  ['verifies the last and uses the first', 'repeated-names'],
  ['takes an empty secret', 'wrong-secret'],
  ['lets the sender choose the version', 'older-version'],
  ['delivers when accepted after a chargeback', 'review'],
  ['forgets the reference when the answer is cut', 'cut-answers'],
  ['keeps references in memory alone', 'restart'],
])('a listener that %s', (flaw, expected) => {
  it(`fails ${expected} and no other drill`, async () => {
    const isSeenEverywhere = flaw === 'answers errors to duplicates'
    const report = await drill(flaw, isSeenEverywhere ? { only: ['payment', 'duplicates', 'forged'] } : {})
    expect(named(report, 'failed')).toEqual([expected])
    expect(report.results.find(({ name }) => name === expected)?.findings).not.toEqual([])
  })
})

it('says nothing about a listener that takes no ordinary payment', async () => {
  const report = await drill('answers in lower case')
  expect(named(report, 'failed')).toEqual(['payment'])
  expect(report.results[0]?.findings.join()).toContain('200 "ok"')
  expect(named(report, 'not observable')).toHaveLength(drills.length - 1)
})

describe('what looks from outside', () => {
  it('is to blame for what it can not say, not the listener', async () => {
    const broken = async () => {
      throw new Error('The deliveries are out of reach.')
    }
    const report = await drill(null, { changes: { countDeliveries: broken }, only: ['payment'] })
    expect(report.results).toMatchObject([
      { outcome: 'not observable', findings: ['The deliveries are out of reach.'] },
    ])
  })

  it('takes orders from a list until it is used up, and from a command', async () => {
    const next = ordersOf(['order-1'])
    expect(await next()).toBe('order-1')
    await expect(next()).rejects.toThrow('used up')
    expect(await ordersBy('echo order-7')()).toBe('order-7')
    await expect(ordersBy('echo "; rm"')()).rejects.toThrow('not an order id')
  })

  it('counts by a command whose last argument is the order', async () => {
    const count = deliveriesBy(`node -p "JSON.stringify({count: process.argv[1].length})"`)
    expect(await count('four')).toBe(4)
    await expect(deliveriesBy('echo many')('x')).rejects.toThrow('instead of {"count": n}')
  })
})

describe('a report', () => {
  const report: DrillReport = {
    listener: 'http://localhost/?a=1&b=<2>',
    at: '2026-01-02T03:04:05.000Z',
    results: [
      { name: 'payment', expects: 'OK', outcome: 'passed', findings: [], durationMs: 10 },
      {
        name: 'forged',
        expects: 'Refused.',
        outcome: 'failed',
        findings: ['It said "OK" <b>.'],
        durationMs: 20,
      },
      { name: 'restart', expects: 'Goes on.', outcome: 'not observable', findings: ['No.'], durationMs: 0 },
    ],
  }

  it('is a table', () => {
    const text = formatReport(report, 'table')
    expect(text).toContain('forged   failed          Refused.')
    expect(text).toContain('- It said "OK" <b>.')
    expect(text).toContain('1 passed, 1 failed, 1 not observable')
  })

  it('is JSON', () => {
    expect(JSON.parse(formatReport(report, 'json'))).toEqual(report)
  })

  it('is JUnit, in which what is not observable is skipped, never passed', () => {
    const text = formatReport(report, 'junit')
    expect(text).toContain('<testsuites tests="3" failures="1" skipped="1" time="0.030">')
    expect(text).toContain('name="http://localhost/?a=1&amp;b=&lt;2&gt;"')
    expect(text).toContain('<failure message="Refused.">It said &quot;OK&quot; &lt;b&gt;.</failure>')
    expect(text).toContain('<skipped message="not observable: No."/>')
  })
})
