import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PaymentState } from '@/lib/generated/prisma/enums'
import { addPeriod, type Period } from '@/lib/plans/period'
import { type PeriodPayment, type SubscriptionFacts, subscriptionAt } from '@/lib/subscriptions/state'
import { refOf } from '@/test/support/ids'
import { propertyRuns } from '@/test/support/thoroughness'

const day = 24 * 60 * 60 * 1000
const start = Date.parse('2026-11-22T10:00:00Z')
const onDay = (days: number) => new Date(start + days * day)
const tenDays: Period = { length: 10, unit: 'day' }
const fortnight: Period = { length: 2, unit: 'week' }

function payment(ref: string, days: number, more: Partial<PeriodPayment> = {}): PeriodPayment {
  return {
    ref: refOf(ref),
    state: 'PAID',
    everPaid: true,
    paidAt: onDay(days),
    periodLength: null,
    periodUnit: null,
    nextChargeAt: null,
    initialRef: null,
    createdAt: onDay(days),
    ...more,
  }
}

const event = (type: number, days: number) => ({ type, at: onDay(days) })

function facts(
  payments: PeriodPayment[],
  events: SubscriptionFacts['events'] = [],
  trial?: Period,
): SubscriptionFacts {
  return { plan: { period: tenDays, trial: trial && { period: trial } }, payments, events, graceHours: 24 }
}

/** State, days until the end of the paid time and of the access, on a day. */
function seen(given: SubscriptionFacts, days: number) {
  const subscription = subscriptionAt(given, onDay(days))
  const inDays = (date: Date | null) => (date ? (date.getTime() - start) / day : null)
  return (
    subscription && [subscription.state, inDays(subscription.paidUntil), inDays(subscription.accessUntil)]
  )
}

describe('the state, from facts', () => {
  const reversed = { state: 'REVERSED' as const }
  test.each<[string, SubscriptionFacts, number, ReturnType<typeof seen>]>([
    ['nothing paid: not begun', facts([payment('a', 0, { state: 'REVIEW', everPaid: false })]), 1, undefined],
    ['the first period', facts([payment('a', 0)]), 5, ['ACTIVE', 10, 11]],
    ['the renewal is due: a day of grace', facts([payment('a', 0)]), 10.9, ['ACTIVE', 10, 11]],
    ['the grace is over', facts([payment('a', 0)]), 11, ['ENDED', 10, null]],
    ['renewed on time', facts([payment('a', 0), payment('b', 10)]), 15, ['ACTIVE', 20, 21]],
    [
      'renewed within the grace: no day is lost to either side',
      facts([payment('a', 0), payment('b', 10.8)]),
      15,
      ['ACTIVE', 20, 21],
    ],
    [
      'renewed after the grace: a period of its own',
      facts([payment('a', 0), payment('b', 13)]),
      15,
      ['ACTIVE', 23, 24],
    ],
    [
      'a trial, then the regular period',
      facts([payment('a', 0), payment('b', 14)], [], fortnight),
      15,
      ['ACTIVE', 24, 25],
    ],
    ['the trial alone', facts([payment('a', 0)], [], fortnight), 13, ['ACTIVE', 14, 15]],
    [
      'the length that the provider sends wins over the plan’s',
      facts([payment('a', 0, { periodLength: 3, periodUnit: 'week' })]),
      5,
      ['ACTIVE', 21, 22],
    ],
    [
      'a later date of the next charge wins',
      facts([payment('a', 0, { nextChargeAt: onDay(12) })]),
      5,
      ['ACTIVE', 12, 13],
    ],
    ['an earlier one does not', facts([payment('a', 0, { nextChargeAt: onDay(2) })]), 5, ['ACTIVE', 10, 11]],
    [
      'cancelled: to the end of the paid time',
      facts([payment('a', 0)], [event(12, 4)]),
      5,
      ['CANCEL_AT_END', 10, 10],
    ],
    [
      'cancelled, the paid time over: no grace',
      facts([payment('a', 0)], [event(12, 4)]),
      10.5,
      ['ENDED', 10, null],
    ],
    [
      'cancelled, and renewed all the same: the money counts, the cancellation sticks',
      facts([payment('a', 0), payment('b', 10)], [event(12, 4)]),
      12,
      ['CANCEL_AT_END', 20, 20],
    ],
    ['failed', facts([payment('a', 0)], [event(14, 12)]), 13, ['FAILED', 10, null]],
    [
      'failed before the paid time is over',
      facts([payment('a', 0)], [event(14, 9)]),
      9.5,
      ['FAILED', 10, 10],
    ],
    [
      'failed, then paid again',
      facts([payment('a', 0), payment('b', 14)], [event(14, 12)]),
      15,
      ['ACTIVE', 24, 25],
    ],
    [
      'failed at the very moment of the payment',
      facts([payment('a', 0)], [event(14, 0)]),
      5,
      ['FAILED', 10, 10],
    ],
    ['expired at that moment', facts([payment('a', 0)], [event(13, 0)]), 5, ['EXPIRED', 10, 10]],
    [
      'failed at the very moment of the renewal',
      facts([payment('a', 0), payment('b', 10)], [event(14, 10)]),
      12,
      ['FAILED', 20, 20],
    ],
    [
      'failed a moment before the renewal',
      facts([payment('a', 0), payment('b', 10)], [event(14, 10 - 1 / day)]),
      12,
      ['ACTIVE', 20, 21],
    ],
    [
      'cancelled, at the very end of the paid time',
      facts([payment('a', 0)], [event(12, 4)]),
      10,
      ['ENDED', 10, null],
    ],
    [
      'renewed in the last moment of the grace',
      facts([payment('a', 0), payment('b', 11)]),
      15,
      ['ACTIVE', 20, 21],
    ],
    ['renewed a moment after it', facts([payment('a', 0), payment('b', 12)]), 15, ['ACTIVE', 22, 23]],
    ['expired, the paid time running', facts([payment('a', 0)], [event(13, 1)]), 5, ['EXPIRED', 10, 10]],
    ['expired, the paid time over', facts([payment('a', 0)], [event(13, 1)]), 10.5, ['EXPIRED', 10, null]],
    [
      'cancelled, then expired: cancelled while the paid time runs',
      facts([payment('a', 0)], [event(12, 1), event(13, 2)]),
      5,
      ['CANCEL_AT_END', 10, 10],
    ],
    ['the only payment reversed', facts([payment('a', 0, reversed)]), 1, ['REVOKED', null, null]],
    [
      'the newest reversed: access ends at once',
      facts([payment('a', 0), payment('b', 10, reversed)]),
      9,
      ['REVOKED', 10, null],
    ],
    [
      'an older one reversed takes its period alone',
      facts([payment('a', 0, reversed), payment('b', 10)]),
      12,
      ['ACTIVE', 20, 21],
    ],
    [
      'one in the middle reversed',
      facts([payment('a', 0), payment('b', 10, reversed), payment('c', 20)]),
      22,
      ['ACTIVE', 30, 31],
    ],
    ['revoked, then paid again', facts([payment('a', 0, reversed), payment('b', 3)]), 4, ['ACTIVE', 13, 14]],
    [
      'a declined renewal is no period',
      facts([payment('a', 0), payment('b', 10, { state: 'DECLINED', everPaid: false })]),
      5,
      ['ACTIVE', 10, 11],
    ],
    [
      'a renewal under review is none yet',
      facts([payment('a', 0), payment('b', 10, { state: 'REVIEW', everPaid: false })]),
      10.5,
      ['ACTIVE', 10, 11],
    ],
    [
      'a renewal taken back after review',
      facts([payment('a', 0), payment('b', 10, { state: 'DECLINED' })]),
      10.5,
      ['REVOKED', 10, null],
    ],
  ])('%s', (_, given, days, expected) => {
    expect(seen(given, days)).toEqual(expected)
  })
})

describe('the grace of a late renewal', () => {
  const withGrace = (graceHours: number, payments: PeriodPayment[], trial?: Period) => ({
    ...facts(payments, [], trial),
    graceHours,
  })
  test.each<[string, SubscriptionFacts, number, ReturnType<typeof seen>]>([
    ['covers the retries', withGrace(72, [payment('a', 0)]), 12.9, ['ACTIVE', 10, 13]],
    ['ends', withGrace(72, [payment('a', 0)]), 13, ['ENDED', 10, null]],
    [
      'keeps a renewal of the third try in line',
      withGrace(72, [payment('a', 0), payment('b', 12.1)]),
      15,
      ['ACTIVE', 20, 23],
    ],
    ['is at most half the period', withGrace(240, [payment('a', 0)]), 14.9, ['ACTIVE', 10, 15]],
    [
      'is at most half a short trial',
      withGrace(72, [payment('a', 0)], { length: 4, unit: 'day' }),
      5.9,
      ['ACTIVE', 4, 6],
    ],
    ['may be none', withGrace(0, [payment('a', 0)]), 10, ['ENDED', 10, null]],
  ])('%s', (_, given, days, expected) => {
    expect(seen(given, days)).toEqual(expected)
  })
})

describe('what an operator decided', () => {
  const back = { state: 'REVERSED' as const }
  const decided = (given: SubscriptionFacts, kind: 'GRANT' | 'WITHDRAW', days: number) => ({
    ...given,
    decision: { kind, decidedAt: onDay(days) },
  })
  test.each<[string, SubscriptionFacts, number, ReturnType<typeof seen>]>([
    [
      'a grant gives the period of what was taken back',
      decided(facts([payment('a', 0, back)]), 'GRANT', 2),
      5,
      ['ACTIVE', 10, 11],
    ],
    [
      'and of a payment that was declined after it was made',
      decided(facts([payment('a', 0, { state: 'DECLINED' })]), 'GRANT', 2),
      5,
      ['ACTIVE', 10, 11],
    ],
    [
      'a renewal that is taken back after the grant ends the membership',
      decided(facts([payment('a', 0, back), payment('b', 10, back)]), 'GRANT', 2),
      12,
      ['REVOKED', 10, null],
    ],
    [
      'a grant does not resume what was cancelled',
      decided(facts([payment('a', 0, back)], [event(12, 1)]), 'GRANT', 2),
      5,
      ['CANCEL_AT_END', 10, 10],
    ],
    [
      'a withdrawal ends a paid membership',
      decided(facts([payment('a', 0)]), 'WITHDRAW', 2),
      5,
      ['REVOKED', 10, null],
    ],
    [
      'and one that is paid again',
      decided(facts([payment('a', 0), payment('b', 10)]), 'WITHDRAW', 2),
      12,
      ['REVOKED', 20, null],
    ],
    [
      'a grant covers what was recorded at its very moment',
      decided(facts([payment('a', 0, back), payment('b', 10, back)]), 'GRANT', 10),
      12,
      ['ACTIVE', 20, 21],
    ],
    ['nothing paid: not begun', decided(facts([]), 'GRANT', 2), 5, undefined],
  ])('%s', (_, given, days, expected) => {
    expect(seen(given, days)).toEqual(expected)
  })
})

test('the initial payment comes first, even where the clock of a renewal says otherwise', () => {
  const given = facts(
    [payment('renewal', 0, { initialRef: refOf('first') }), payment('first', 1)],
    [],
    fortnight,
  )
  expect(subscriptionAt(given, onDay(2))?.periods.map(({ ref }) => ref)).toEqual(['first', 'renewal'])
})

test('a month that is too short runs over into the next, as the provider bills', () => {
  const monthly = {
    plan: { period: { length: 1, unit: 'month' as const }, trial: undefined },
    events: [],
    graceHours: 24,
  }
  const paidAt = new Date('2027-01-30T10:00:00Z')
  const subscription = subscriptionAt({ ...monthly, payments: [payment('a', 0, { paidAt })] }, paidAt)
  expect(subscription?.paidUntil).toEqual(new Date('2027-03-02T10:00:00Z'))
})

test('the next charge is when the provider says, else at the end of the paid time', () => {
  const next = (nextChargeAt: Date | null) =>
    subscriptionAt(facts([payment('a', 0, { nextChargeAt })]), onDay(1))?.nextChargeAt
  expect(next(onDay(8))).toEqual(onDay(8))
  expect(next(onDay(12))).toEqual(onDay(12))
  expect(next(null)).toEqual(onDay(10))
})

test.each([
  ['running', [], true],
  ['cancelled', [event(12, 1)], false],
  ['failed', [event(14, 11)], false],
  ['expired', [event(13, 1)], false],
])('may it be charged again? %s', (_, events, renews) => {
  expect(subscriptionAt(facts([payment('a', 0)], events), onDay(12))?.renews).toBe(renews)
})

const anyPayment = fc.record({
  days: fc.integer({ min: 0, max: 60 }),
  state: fc.constantFrom<PaymentState>('NONE', 'REVIEW', 'PAID', 'VOIDED', 'DECLINED', 'REVERSED'),
  everPaid: fc.boolean(),
  isRenewal: fc.boolean(),
  sent: fc.option(
    fc.record({
      length: fc.integer({ min: 1, max: 12 }),
      unit: fc.constantFrom<Period['unit']>('day', 'week', 'month'),
    }),
  ),
  next: fc.option(fc.integer({ min: 0, max: 90 })),
})

const anyFacts = fc
  .record({
    payments: fc.array(anyPayment, { minLength: 1, maxLength: 6 }),
    events: fc.array(
      fc.record({ type: fc.constantFrom(12, 13, 14), days: fc.integer({ min: 0, max: 60 }) }),
      { maxLength: 4 },
    ),
    trial: fc.boolean(),
  })
  .map(({ payments, events, trial }) =>
    facts(
      payments.map(({ days, state, everPaid, isRenewal, sent, next }, index) =>
        payment(`r${index}`, days, {
          state,
          everPaid: everPaid || state === 'PAID',
          initialRef: isRenewal && index > 0 ? refOf('r0') : null,
          periodLength: sent?.length ?? null,
          periodUnit: sent?.unit ?? null,
          nextChargeAt: next === null ? null : onDay(next),
        }),
      ),
      events.map(({ type, days }) => event(type, days)),
      trial ? fortnight : undefined,
    ),
  )

describe('whatever happened', () => {
  test('the order in which facts are known does not matter', () => {
    fc.assert(
      fc.property(
        anyFacts.chain((given) =>
          fc.tuple(
            fc.constant(given),
            fc.shuffledSubarray([...given.payments], { minLength: given.payments.length }),
            fc.shuffledSubarray([...given.events, ...given.events], { minLength: given.events.length * 2 }),
          ),
        ),
        fc.integer({ min: 0, max: 150 }),
        ([given, payments, events], days) => {
          expect(subscriptionAt({ ...given, payments, events }, onDay(days))).toEqual(
            subscriptionAt(given, onDay(days)),
          )
        },
      ),
      { numRuns: propertyRuns() },
    )
  })

  test('access is never longer than the paid time and its grace, and only an active one has the grace', () => {
    fc.assert(
      fc.property(anyFacts, fc.integer({ min: 0, max: 150 }), (given, days) => {
        const at = onDay(days)
        const subscription = subscriptionAt(given, at)
        if (!subscription) return given.payments.every((one) => !one.everPaid)
        const { state, paidUntil, accessUntil, periods } = subscription
        const paid = given.payments.filter((one) => one.state === 'PAID')
        expect(periods.map(({ ref }) => ref).sort()).toEqual(paid.map(({ ref }) => ref).sort())
        if (accessUntil === null) return true
        expect(accessUntil > at && paidUntil !== null && state !== 'REVOKED').toBe(true)
        const last = periods.at(-1)
        const half = last ? (last.until.getTime() - last.from.getTime()) / 2 : 0
        const grace = state === 'ACTIVE' ? Math.min(day, half) : 0
        return accessUntil.getTime() === (paidUntil?.getTime() ?? 0) + grace
      }),
      { numRuns: propertyRuns() },
    )
  })

  test('each period is paid for: it begins neither before it was paid nor before the one before ended', () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const periods = subscriptionAt(given, onDay(0))?.periods ?? []
        for (const [index, { ref, from, until }] of periods.entries()) {
          const paidAt = given.payments.find((one) => one.ref === ref)?.paidAt?.getTime() ?? 0
          expect(from < until).toBe(true)
          expect(from >= (periods[index - 1]?.until ?? from)).toBe(true)
          expect(from.getTime()).toBeGreaterThanOrEqual(paidAt - day)
        }
      }),
      { numRuns: propertyRuns() },
    )
  })

  test('the plan’s period is used as the calendar has it', () => {
    expect(subscriptionAt(facts([payment('a', 0)]), onDay(0))?.paidUntil).toEqual(
      addPeriod(onDay(0), tenDays),
    )
  })
})
