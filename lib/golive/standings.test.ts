import { afterEach, describe, expect, test, vi } from 'vitest'
import { env } from '@/lib/env'
import type { Check, Context, Fact, Judgement, Question } from '@/lib/golive/check'
import { duplicates } from '@/lib/golive/checks/b8-duplicates'
import { projectOf } from '@/lib/golive/project'
import { judgePoints } from '@/lib/golive/standings'
import { pruneAttempts } from '@/lib/pingbacks/mutations'
import { receivePingback } from '@/lib/pingbacks/receive'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

const settings = env()
const asSet = { mode: settings.PAYMENTWALL_MODE, key: settings.PAYMENTWALL_PROJECT_KEY }
afterEach(() => {
  settings.PAYMENTWALL_MODE = asSet.mode
  settings.PAYMENTWALL_PROJECT_KEY = asSet.key
})

const dayMs = 86_400_000
const later = (days: number) => new Date(Date.now() + days * dayMs)

let checks = 0

/** A point of its own whose rule finds what it is told. */
function pointWith(judge: Check['judge'], more: Partial<Check> = {}): Check {
  return {
    id: `F${++checks}`,
    version: 1,
    title: 'A point',
    asked: 'Something.',
    sources: [{ document: 'website standards', number: '1' }],
    criterion: 'It was done.',
    rationale: 'It matters.',
    limits: 'It is a test.',
    fix: 'Do it.',
    freshDays: 30,
    judge,
    ...more,
  }
}

const proof = (at: Date, what = 'It was done'): Fact => ({ kind: 'proof', what, seen: 'as asked', at })
const proven = (...facts: Fact[]): Judgement => ({ state: 'proven', sentence: 'It was done.', facts })
const failed = (...facts: Fact[]): Judgement => ({ state: 'failed', sentence: 'It was not.', facts })
const notYet: Judgement = { state: 'not_yet', sentence: 'Not yet.', facts: [] }

async function standingOf(point: Check | Question, now?: Date) {
  const { points } = await judgePoints([point], now)
  if (!points[0]) throw new Error('no point was judged')
  return points[0].standing
}

const keptOf = (point: Check) =>
  database.query<{ kind: string; what: string; proven: boolean; mode: string; project: string }>(
    'SELECT kind, what, proven, mode, project FROM evidence WHERE point = $1 ORDER BY id',
    [point.id],
  )

/** An order whose paying pingback came twice. */
async function repeatedPingback() {
  const { id, uid } = await newOrder(database)
  const query = pingbackQuery({ uid, goodsid: id, type: 0, ref: newReference() })
  await receivePingback(query, '203.0.113.9')
  await receivePingback(query, '203.0.113.9')
}

describe('a rule that breaks', () => {
  test.each<[string, Check['judge'], string]>([
    [
      'by throwing',
      async () => {
        throw new RangeError('out of range')
      },
      'RangeError: out of range',
    ],
    [
      'before it is a promise',
      () => {
        throw new Error('at once')
      },
      'Error: at once',
    ],
    ['by finding nothing that can be read', async () => undefined as unknown as Judgement, 'TypeError'],
    ['by a time that is none', async () => proven(proof(new Date(Number.NaN))), 'is none'],
    [
      'by a statement that the database refuses',
      async ({ database }) => {
        await database.$queryRaw`SELECT no_such_column FROM orders`
        return notYet
      },
      'no_such_column',
    ],
  ])('%s leaves its point unchecked, says why, and harms no other', async (_, judge, words) => {
    const broken = pointWith(judge)
    const sound = pointWith(async () => proven(proof(new Date())))
    const { points } = await judgePoints([broken, sound])
    expect(points[0]?.standing).toMatchObject({ state: 'unchecked', facts: [] })
    expect(points[0]?.standing.error).toContain(words)
    expect(points[1]?.standing.state).toBe('proven')
    expect(await keptOf(broken)).toEqual([])
  })

  test('in the question whether it applies is unchecked too', async () => {
    const point = pointWith(async () => proven(proof(new Date())), {
      notUsed: () => {
        throw new Error('no settings')
      },
    })
    expect(await standingOf(point)).toMatchObject({ state: 'unchecked', error: 'Error: no settings' })
  })

  test('tells no secret, whole address or card number of what it met', async () => {
    const secret = settings.PAYMENTWALL_SECRET_KEY
    const point = pointWith(async () => {
      throw new Error(`${secret} of ada@shop.example paid by 4242 4242 4242 4242\0`)
    })
    expect((await standingOf(point)).error).toBe('Error: [secret] of a…@shop.example paid by …4242\ufffd')
  })
})

test('a point that does not apply is not judged', async () => {
  const judge = vi.fn(async () => proven(proof(new Date())))
  const point = pointWith(judge, { notUsed: () => 'No physical goods.' })
  expect(await standingOf(point)).toEqual({ state: 'not_used', sentence: 'No physical goods.', facts: [] })
  expect(judge).not.toHaveBeenCalled()
})

test('never more than three rules of a process run at once, whoever asks', async () => {
  let running = 0
  let most = 0
  const waiting: (() => void)[] = []
  const list = Array.from({ length: 10 }, () =>
    pointWith(async () => {
      running++
      most = Math.max(most, running)
      await new Promise<void>((resolve) => waiting.push(resolve))
      running--
      return notYet
    }),
  )
  const judgings = Promise.all([judgePoints(list.slice(0, 5)), judgePoints(list.slice(5))])
  for (let ended = 0; ended < list.length; ended++) {
    await vi.waitFor(() => expect(waiting.length).toBeGreaterThan(0))
    if (ended <= list.length - 3) await vi.waitFor(() => expect(running).toBe(3))
    waiting.shift()?.()
  }
  await judgings
  expect(most).toBe(3)
})

test('a page that several rules look at is fetched once in a judging, and paths elsewhere are refused', async () => {
  const asked: unknown[] = []
  const look = async ({ visit }: Context) => {
    asked.push(visit('/terms'))
    await visit('/terms').catch(() => {})
    await visit('//evil.example/')
    return notYet
  }
  const { points } = await judgePoints([pointWith(look), pointWith(look)])
  expect(asked[0]).toBe(asked[1])
  expect(points.map(({ standing }) => standing.error)).toEqual([
    'Error: //evil.example/ is no path of this shop.',
    'Error: //evil.example/ is no path of this shop.',
  ])
})

describe('evidence', () => {
  test('of a proven point is kept once, however often and by however many it is judged', async () => {
    const attack: Fact = { kind: 'attack', what: 'A forged one', seen: 'refused', at: new Date() }
    const point = pointWith(async () => proven(proof(new Date('2026-11-01T00:00:00Z')), attack))
    await Promise.all([standingOf(point), standingOf(point), standingOf(point)])
    await standingOf(point)
    const project = projectOf(settings)
    expect((await keptOf(point)).sort((a, b) => (a.kind < b.kind ? -1 : 1))).toEqual([
      { kind: 'ATTACK', what: 'A forged one', proven: true, ...project },
      { kind: 'PROOF', what: 'It was done', proven: true, ...project },
    ])
  })

  test('that is the same thing seen again is kept again only after hours', async () => {
    let at = new Date('2026-11-20T00:00:00Z')
    const point = pointWith(async () => proven(proof(at, 'The page is there')))
    for (const hour of ['00', '01', '05', '07', '08']) {
      at = new Date(`2026-11-20T${hour}:00:00Z`)
      await standingOf(point)
    }
    expect(await keptOf(point)).toHaveLength(2)
  })

  test('outlives the log that it was copied from, and lapses by its date', async () => {
    await repeatedPingback()
    expect(await standingOf(duplicates)).toMatchObject({ state: 'proven', sample: { passed: 1, of: 1 } })
    await database.query(
      "UPDATE pingback_attempts SET received_at = received_at - interval '91 days'; UPDATE evidence SET observed_at = observed_at - interval '80 days'",
    )
    await pruneAttempts(90)
    const kept = await standingOf(duplicates)
    expect(kept).toMatchObject({ state: 'proven', isKept: true, facts: [{ kind: 'proof' }] })
    expect(kept.freshUntil?.getTime()).toBeLessThan(later(11).getTime())
    expect(await standingOf(duplicates, later(9))).toMatchObject({ state: 'proven' })
    expect(await standingOf(duplicates, later(11))).toMatchObject({ state: 'not_yet' })
    await database.query('DELETE FROM evidence')
  })

  test('of a point that has failed is kept and proves nothing later', async () => {
    let found = failed(proof(new Date()), { kind: 'fault', what: 'A fault', seen: 'x', at: new Date() })
    const point = pointWith(async () => found)
    expect((await standingOf(point)).state).toBe('failed')
    expect(await keptOf(point)).toMatchObject([{ proven: false }, { proven: false }])
    found = notYet
    expect((await standingOf(point)).state).toBe('not_yet')
  })

  test('that a failed judgement rested on counts once a later one that proves the point does', async () => {
    const done = proof(new Date())
    let found = failed(done)
    const point = pointWith(async () => found)
    await standingOf(point)
    found = proven(done)
    await standingOf(point)
    found = notYet
    expect(await standingOf(point)).toMatchObject({ state: 'proven', isKept: true })
  })

  test('proves nothing once something newer should not have been', async () => {
    let found = proven(proof(new Date(Date.now() - dayMs)))
    const point = pointWith(async () => found)
    await standingOf(point)
    found = failed({ kind: 'fault', what: 'A fault', seen: 'x', at: new Date() })
    await standingOf(point)
    found = notYet
    expect((await standingOf(point)).state).toBe('not_yet')
  })

  test.each<[string, () => void]>([
    ['mode', () => (settings.PAYMENTWALL_MODE = 'live')],
    ['project', () => (settings.PAYMENTWALL_PROJECT_KEY = 'f'.repeat(32))],
  ])('of another %s is never counted: neither kept facts nor rows', async (_, change) => {
    await repeatedPingback()
    expect((await standingOf(duplicates)).state).toBe('proven')
    change()
    expect(await standingOf(duplicates)).toMatchObject({ state: 'not_yet', facts: [] })
    settings.PAYMENTWALL_MODE = asSet.mode
    settings.PAYMENTWALL_PROJECT_KEY = asSet.key
    // Rows from before the change count no more; what was kept of them does.
    expect(await standingOf(duplicates)).toMatchObject({ state: 'proven', isKept: true })
    await repeatedPingback()
    expect(await standingOf(duplicates)).toMatchObject({ state: 'proven', sample: { of: 1 } })
    await database.query('DELETE FROM evidence')
  })

  test('is shown and kept masked, with the faults before all else', async () => {
    const many = Array.from({ length: 30 }, (_, n) => proof(new Date(Date.now() - n * 1000), `Number ${n}`))
    const fault: Fact = {
      kind: 'fault',
      what: 'ada@shop.example and 4242424242424242',
      seen: `\ud800${'x'.repeat(900)}`,
      at: new Date(Date.now() - dayMs),
    }
    const point = pointWith(async () => failed(...many, fault))
    const { facts } = await standingOf(point)
    expect(facts).toHaveLength(20)
    expect(facts.at(-1)).toMatchObject({ what: 'a…@shop.example and …4242' })
    expect(facts.at(-1)?.seen).toMatch(/^\ufffdx+…$/)
    expect(await keptOf(point)).toHaveLength(20)
  })
})

test('the rows of a point count from the last change of mode or project on, or for as long as it says', async () => {
  let since: Date | undefined
  const point = pointWith(async (context) => {
    since = context.since
    return notYet
  })
  await standingOf(point)
  const began = since
  expect(began?.getTime()).toBeGreaterThan(Date.now() - dayMs)
  await standingOf(point, later(40))
  expect(since?.getTime()).toBeCloseTo(later(10).getTime(), -5)
})
