import { afterEach, describe, expect, test, vi } from 'vitest'
import { env } from '@/lib/env'
import {
  type Check,
  type Context,
  type Fact,
  isQuestion,
  type Judgement,
  type Question,
} from '@/lib/golive/check'
import { points } from '@/lib/golive/checks'
import { answers } from '@/lib/golive/checks/b7-answers'
import { duplicates } from '@/lib/golive/checks/b8-duplicates'
import { addStatement } from '@/lib/golive/mutations'
import { projectOf } from '@/lib/golive/project'
import { judgePoints } from '@/lib/golive/standings'
import { pruneLog } from '@/lib/pingbacks/mutations'
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

const checksWithParts = points.flatMap((point): [string, Check][] =>
  !isQuestion(point) && (point.parts?.length ?? 0) > 1 ? [[point.id, point]] : [],
)

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
    await pruneLog()
    const kept = await standingOf(duplicates)
    expect(kept).toMatchObject({ state: 'proven', isKept: true })
    expect(kept.facts.some(({ kind }) => kind === 'proof')).toBe(true)
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
    expect(await standingOf(duplicates)).toMatchObject({ state: 'not_yet' })
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

describe('a point of several parts', () => {
  const parts = ['paid', 'refunded']
  const shows = (part: string, daysAgo: number, what = `It was ${part}`): Fact => ({
    ...proof(new Date(Date.now() - daysAgo * dayMs), what),
    part,
  })
  const daysLeft = ({ freshUntil }: { freshUntil?: Date }) =>
    freshUntil && Math.round((freshUntil.getTime() - Date.now()) / dayMs)

  test('counts as long as the part that was shown longest ago, in rows and in what was kept', async () => {
    let found = proven(shows('paid', 1), shows('paid', 20), shows('refunded', 22))
    const point = pointWith(async () => found, { parts })
    expect(daysLeft(await standingOf(point))).toBe(8)
    found = notYet
    const kept = await standingOf(point)
    expect(kept).toMatchObject({ state: 'proven', isKept: true })
    expect(daysLeft(kept)).toBe(8)
    expect((await standingOf(point, later(7))).state).toBe('proven')
    expect((await standingOf(point, later(9))).state, 'the payment is fresh').toBe('not_yet')
  })

  test('is proven by rows and kept evidence together, and by neither where a part is missing', async () => {
    let found = proven(shows('paid', 25), shows('refunded', 20))
    const point = pointWith(async () => found, { parts })
    await standingOf(point)
    found = { ...notYet, facts: [{ ...shows('paid', -6), at: later(6) }] }
    expect(await standingOf(point, later(7))).toMatchObject({ state: 'proven', isKept: true })
    expect((await standingOf(point, later(11))).state).toBe('not_yet')
    found = proven(shows('paid', 1))
    const other = pointWith(async () => found, { parts })
    await standingOf(other)
    found = notYet
    expect((await standingOf(other)).state).toBe('not_yet')
  })

  test('loses no part to any number of newer facts about another', async () => {
    const payments = Array.from({ length: 60 }, (_, n) => shows('paid', n / 100, `Payment ${n}`))
    let found = proven(...payments, shows('refunded', 10))
    const point = pointWith(async () => found, { parts })
    const { facts } = await standingOf(point)
    expect(facts).toHaveLength(20)
    expect(facts.some(({ part }) => part === 'refunded')).toBe(true)
    for (const from of [20, 40]) {
      found = proven(...payments.slice(from), shows('refunded', 10))
      await standingOf(point)
    }
    found = notYet
    expect(await standingOf(point)).toMatchObject({ state: 'proven', isKept: true })
  })

  test('such as answers to payments and refunds: the refund lapses alone', async () => {
    const { id, uid } = await newOrder(database)
    const ref = newReference()
    for (const more of [{ type: 0 }, { type: 2, reason: 9 }])
      await receivePingback(pingbackQuery({ uid, goodsid: id, ref, ...more }), '203.0.113.9')
    expect((await standingOf(answers)).state).toBe('proven')
    await database.query('DELETE FROM pingback_attempts')
    expect(await standingOf(answers)).toMatchObject({ state: 'proven', isKept: true })
    await database.query(
      "UPDATE evidence SET observed_at = observed_at - interval '91 days' WHERE point = 'B7' AND part = 'type 2'",
    )
    expect(await standingOf(answers)).toMatchObject({
      state: 'not_yet',
      sentence: expect.stringContaining('type 2 (reversal)'),
    })
    await database.query('DELETE FROM evidence')
  })

  test.each(checksWithParts)(
    '%s says in its criterion that the oldest part determines its validity',
    (_, { criterion }) => {
      expect(criterion).toMatch(/ determines how long the point is valid\.$/)
    },
  )
})

test('what a person says stands until its end, for its mode and project, and never as proven', async () => {
  const { judge: _, version: __, ...asked } = pointWith(async () => notYet)
  const question: Question = { ...asked, id: 'G-inbox', says: 'Somebody answers.' }
  expect(await standingOf(question)).toEqual({
    state: 'not_yet',
    sentence: 'Nobody has attested this yet.',
    facts: [],
  })
  const until = new Date(`${later(3).toISOString().slice(0, 10)}T00:00:00Z`)
  const lastDay = later(2).toISOString().slice(0, 10)
  const said = { point: question.id, text: 'Ada does.', name: 'Ada', uid: 'ada', until, seen: 0n }
  await addStatement(projectOf(settings), said)
  expect(await standingOf(question)).toMatchObject({
    state: 'said',
    sentence: expect.stringMatching(`^Attested by Ada on .*, valid until ${lastDay}.$`),
    freshUntil: until,
  })
  expect(await standingOf(question, until)).toMatchObject({
    state: 'not_yet',
    sentence: expect.stringMatching(`^Expired on ${lastDay}: attested by Ada on `),
  })
  settings.PAYMENTWALL_MODE = 'live'
  expect(await standingOf(question)).toMatchObject({ sentence: 'Nobody has attested this yet.' })
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
