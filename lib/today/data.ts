import type { AccountUser } from '@/lib/accounts/mutations'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { Prisma } from '@/lib/generated/prisma/client'
import type { Verdict } from '@/lib/generated/prisma/enums'
import type { OrderId } from '@/lib/ids'
import { seesAll, visibleOrdersSql } from '@/lib/operators/scope'
import { arrangeSales, type DaySum, daysShown, type Sales } from '@/lib/today/sales'
import { type BusyHour, type Silence, silenceOf } from '@/lib/today/silence'

type Operator = Pick<AccountUser, 'role' | 'uid'>

/** How many arrivals the start page shows. */
const arrivalsShown = 10
/** From how long ago what is usual is known. */
const weeksOfSilence = 4

interface Day {
  day: string
  begins: Date
  ends: Date
}

/** The days that are shown, the oldest first, and when each begins and ends: where clocks are changed, after 23 or 25 hours. */
function readDays(now: Date): Promise<Day[]> {
  const zone = env().TIME_ZONE
  return db().$queryRaw<Day[]>`
    SELECT to_char(day, 'YYYY-MM-DD') AS day, day AT TIME ZONE ${zone} AS begins,
      (day + interval '1 day') AT TIME ZONE ${zone} AS ends
    FROM (
      SELECT date_trunc('day', ${now}::timestamptz AT TIME ZONE ${zone}) - back * interval '1 day' AS day
      FROM generate_series(${daysShown - 1}::int, 0, -1) AS back
    ) AS listed ORDER BY day`
}

/** What an operator may know of money: of a live shop a reviewer sees test payments alone. */
function visibleMoney(operator: Operator): Prisma.Sql {
  return seesAll(operator) ? Prisma.sql`TRUE` : Prisma.sql`p.is_test`
}

/** Not of the go-live probe, whose money is nobody's. */
const ofCustomers = Prisma.sql`NOT EXISTS (SELECT FROM orders o WHERE o.id = p.order_id AND o.is_probe)`

/**
 * Sales and refunds of the last 30 days, by currency and by day in the shop's time zone. A sale counts on the day when it
 * was paid, whatever became of it; a refund, a chargeback or a void of a paid payment on the day when the shop heard of it.
 */
export async function readSales(operator: Operator, now = new Date()): Promise<Sales[]> {
  const days = await readDays(now)
  const [sold, returned] = await Promise.all([readSold(days, operator), readReturned(days, operator)])
  const named = (sums: readonly Sum[]) =>
    sums.map(({ place, ...sum }) => ({ ...sum, day: days[place - 1]?.day ?? '' }))
  return arrangeSales(
    days.map(({ day }) => day),
    named(sold),
    named(returned),
  )
}

/** A sum by the place of its day among those that are shown, from 1 on. */
type Sum = Omit<DaySum, 'day'> & { place: number }

/** Between when the days lie, and on which of them a moment is. */
function spanOf(days: readonly Day[], moment: Prisma.Sql) {
  const begins = days.map((day) => day.begins)
  return {
    within: Prisma.sql`${moment} >= ${begins[0]}::timestamptz AND ${moment} < ${days.at(-1)?.ends}::timestamptz`,
    place: Prisma.sql`width_bucket(${moment}, ${begins}::timestamptz[])`,
  }
}

function readSold(days: readonly Day[], operator: Operator): Promise<Sum[]> {
  const { within, place } = spanOf(days, Prisma.sql`p.paid_at`)
  return db().$queryRaw<Sum[]>`
    SELECT ${place} AS place, p.currency, p.is_test AS "isTest", sum(p.price)::text AS amount, count(*)::int AS count,
      (count(*) - count(p.price))::int AS unknown
    FROM payments p
    WHERE p.ever_paid AND p.order_id IS NOT NULL AND ${ofCustomers} AND ${within} AND ${visibleMoney(operator)}
    GROUP BY 1, 2, 3`
}

/**
 * What the ledger tells of money of paid payments that went back. Parts count for what they say; of the rows that take back
 * the whole the first counts, for what was left.
 */
function readReturned(days: readonly Day[], operator: Operator): Promise<Sum[]> {
  const { within, place } = spanOf(days, Prisma.sql`l.received_at`)
  const isPart = (row: 'l' | 'e') => {
    const [type, parameters] = [Prisma.raw(`${row}.type`), Prisma.raw(`${row}.parameters`)]
    return Prisma.sql`(${type} = 220 OR (${type} = 2 AND ${parameters}->>'reason' = '10'))`
  }
  return db().$queryRaw<Sum[]>`
    SELECT place, currency, "isTest", sum(amount)::text AS amount, count(*)::int AS count,
      (count(*) - count(amount))::int AS unknown
    FROM (
      SELECT ${place} AS place, p.currency, p.is_test AS "isTest", CASE
        WHEN NOT ${isPart('l')} THEN greatest(p.price - p.refunded, 0)
        WHEN l.parameters->>'paid_currency' = p.currency THEN (l.parameters->>'refund_amount')::numeric END AS amount
      FROM pingbacks l JOIN payments p ON p.ref = l.ref
      WHERE l.verdict = 'applied' AND l.type IN (2, 202, 203, 220) AND ${within}
        AND p.ever_paid AND p.order_id IS NOT NULL AND ${ofCustomers} AND ${visibleMoney(operator)}
        AND (${isPart('l')} OR NOT EXISTS (
          SELECT FROM pingbacks e WHERE e.ref = l.ref AND e.type IN (2, 202, 203) AND NOT ${isPart('e')}
            AND e.verdict = 'applied' AND e.id < l.id))
    ) AS returned
    GROUP BY 1, 2, 3`
}

/** An arrival at the listener, in a line. */
export interface LastArrival {
  id: bigint
  receivedAt: Date
  verdict: Verdict
  sentence: string
  orderId: OrderId | null
  arrivals: number
}

/** The last ten arrivals that an operator may see. What none of the shop's secrets signed, as anybody can send it, is left out. */
export function lastArrivals(operator: Operator): Promise<LastArrival[]> {
  const visible = seesAll(operator)
    ? Prisma.sql`TRUE`
    : Prisma.sql`EXISTS (SELECT FROM orders o WHERE o.id = a.order_id AND ${visibleOrdersSql(operator)})`
  return db().$queryRaw<LastArrival[]>`
    SELECT a.id, a.received_at AS "receivedAt", a.verdict::text, a.sentence, a.order_id AS "orderId", a.arrivals
    FROM pingback_attempts a WHERE ${visible} AND (a.verdict <> 'rejected' OR a.secret IS NOT NULL)
    ORDER BY a.id DESC LIMIT ${arrivalsShown}`
}

/**
 * How long no genuine pingback has come, against what is usual here: by the first and the last of each hour of the last four
 * weeks, so that it costs the same however many there were.
 */
export async function readSilence(now = new Date()): Promise<Silence | undefined> {
  const edge = (direction: 'ASC' | 'DESC') => Prisma.sql`
    SELECT a.id, a.received_at FROM pingback_attempts a
    WHERE a.received_at >= h.hour AND a.received_at < h.hour + interval '1 hour' AND a.verdict <> 'rejected'
    ORDER BY a.received_at ${Prisma.raw(direction)}, a.id ${Prisma.raw(direction)} LIMIT 1`
  const [hours, [last]] = await Promise.all([
    // The log's ids count the arrivals between, near enough.
    db().$queryRaw<BusyHour[]>`
      SELECT f.received_at AS first, l.received_at AS last, greatest(l.id - f.id + 1, 1)::int AS count
      FROM generate_series(
        date_trunc('hour', ${now}::timestamptz) - ${weeksOfSilence * 7} * interval '1 day',
        date_trunc('hour', ${now}::timestamptz), interval '1 hour') AS h(hour)
      CROSS JOIN LATERAL (${edge('ASC')}) AS f CROSS JOIN LATERAL (${edge('DESC')}) AS l
      ORDER BY h.hour`,
    db().$queryRaw<{ at: Date }[]>`
      SELECT received_at AS at FROM pingback_attempts WHERE verdict <> 'rejected'
      ORDER BY received_at DESC, id DESC LIMIT 1`,
  ])
  return silenceOf(hours, last?.at, now)
}
