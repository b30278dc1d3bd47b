import { createHash } from 'node:crypto'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import type { Pingback, Prisma } from '@/lib/generated/prisma/client'
import type { ProductKind, Verdict } from '@/lib/generated/prisma/enums'
import type { OrderId, PaymentRef } from '@/lib/ids'
import { isWorthRetrying } from '@/lib/pingbacks/database'
import { readEvent } from '@/lib/pingbacks/event'
import { matchRefusal, type StoredParameters } from '@/lib/pingbacks/match-rules'
import { reapplyPingback } from '@/lib/pingbacks/mutations'
import { type Preview, preview } from '@/lib/preview'

/** A stored pingback that is to be applied, and the order that an operator matches it to, if they do. */
export interface MatchItem {
  /** The ledger's. */
  id: bigint
  orderId: OrderId | undefined
}

/** What applying a stored pingback does, or would do. */
export interface Match extends MatchItem {
  /** Whether it takes effect. */
  isApplied: boolean
  /** Undefined where it was not even tried. */
  verdict: Verdict | undefined
  sentence: string
  /** The order that it is about, whoever found it. */
  target: OrderId | undefined
  /** What the buyer gets or loses, in words; empty where it is nothing. */
  goods: string
  /** How its payment stands before and after. */
  payment: { before: string | undefined; after: string | undefined } | undefined
  /** What the merchant is told by it, in sentences. */
  alerts: string[]
  /** Stands for all that the outcome depends on: the act names it, and is refused when it has changed. */
  seen: string
}

type Database = Prisma.TransactionClient

/** What an order's goods and payments depend on. */
export interface Standing {
  payments: { ref: PaymentRef; state: string }[]
  goods: { id: string; kind: ProductKind; credits: number; isHeld: boolean }[]
  decision: string | undefined
}

/** How an order stands. Locks it, so that it stays so until the transaction ends. */
export async function standingOf(database: Database, orderId: OrderId | undefined): Promise<Standing> {
  if (orderId === undefined) return { payments: [], goods: [], decision: undefined }
  await database.$queryRaw`SELECT id FROM orders WHERE id = ${orderId} FOR NO KEY UPDATE`
  const payments = await database.payment.findMany({
    where: { orderId },
    orderBy: { ref: 'asc' },
    select: { ref: true, state: true },
  })
  const deliveries = await database.delivery.findMany({
    where: { orderId },
    orderBy: { orderLine: { position: 'asc' } },
    select: { id: true, kind: true, credits: true, withdrawnAt: true },
  })
  const decision = await database.decision.findFirst({
    where: { orderId },
    orderBy: { id: 'desc' },
    select: { id: true },
  })
  return {
    payments,
    goods: deliveries.map(({ withdrawnAt, ...rest }) => ({ ...rest, isHeld: withdrawnAt === null })),
    decision: decision?.id.toString(),
  }
}

function fingerprint(verdict: Verdict, standing: Standing): string {
  return createHash('sha256')
    .update(JSON.stringify([verdict, standing]))
    .digest('hex')
    .slice(0, 16)
}

/** The order that a stored event finds by itself. */
async function foundOrder(database: Database, stored: Pingback): Promise<OrderId | undefined> {
  const event = JSON.stringify(readEvent(asMap(stored.parameters), isLive()))
  const [found] = await database.$queryRaw<{ target: OrderId | null }[]>`
    SELECT ("pingback_order"(jsonb_populate_record(NULL::"pingback_event", ${event}::jsonb), NULL::"pingback_facts"))."target"`
  return found?.target ?? undefined
}

const asMap = (parameters: unknown) => new Map(Object.entries(parameters as Record<string, string>))
const isLive = () => env().PAYMENTWALL_MODE === 'live'

/**
 * Applies one stored pingback on a transaction.
 *
 * @param seen what was seen when the operator decided; undefined: nobody has decided yet
 */
async function applyOn(database: Database, { id, orderId }: MatchItem, seen?: string): Promise<Match> {
  await database.$queryRaw`SELECT id FROM pingbacks WHERE id = ${id} FOR UPDATE`
  const stored = await database.pingback.findUnique({ where: { id } })
  const nothing = { goods: '', payment: undefined, alerts: [], verdict: undefined, isApplied: false }
  if (!stored) {
    return { ...nothing, id, orderId, target: undefined, seen: '', sentence: `There is no pingback ${id}.` }
  }
  const target = orderId ?? (await foundOrder(database, stored))
  const before = await standingOf(database, target)
  const match = { id, orderId, target, seen: fingerprint(stored.verdict, before) }
  const refused = await refusalOf(database, stored, orderId)
  if (refused) return { ...nothing, ...match, sentence: refused }
  if (seen !== undefined && seen !== match.seen) {
    return { ...nothing, ...match, verdict: stored.verdict, sentence: changedSentence(stored, target) }
  }
  const [last] = await database.$queryRaw<{ id: bigint }[]>`SELECT coalesce(max(id), 0) AS id FROM alerts`
  const { verdict, sentence } = await reapplyPingback(id, { orderId, live: isLive() }, database)
  const after = await standingOf(database, target)
  const alerts = await database.alert.findMany({
    where: {
      id: { gt: last?.id ?? 0n },
      OR: [{ orderId: target ?? '' }, { subject: { startsWith: stored.ref } }],
    },
    orderBy: { id: 'asc' },
    select: { message: true },
  })
  const stateIn = ({ payments }: Standing) => payments.find(({ ref }) => ref === stored.ref)?.state
  return {
    ...match,
    verdict,
    sentence,
    isApplied: verdict === 'applied',
    goods: goodsWords(before, after),
    payment: { before: stateIn(before), after: stateIn(after) },
    alerts: alerts.map(({ message }) => message),
  }
}

function changedSentence({ ref, verdict }: Pingback, target: OrderId | undefined): string {
  if (verdict === 'applied') return `Payment ${ref} has already been applied. Nothing was done.`
  return `Order ${target} or payment ${ref} has changed since this page was loaded. Nothing was done. Check the new preview below.`
}

/** Why nothing is even tried. */
async function refusalOf(
  database: Database,
  stored: Pingback,
  orderId: OrderId | undefined,
): Promise<string | undefined> {
  if (orderId === undefined) return undefined
  const order = await database.order.findUnique({
    where: { id: orderId },
    select: {
      id: true,
      amount: true,
      currency: true,
      externalIds: { select: { price: true, currency: true } },
    },
  })
  if (!order) return `There is no order ${orderId}.`
  return matchRefusal(stored.parameters as StoredParameters, order)
}

const kindWords: Record<ProductKind, (count: number) => string> = {
  LICENCE: (count) => `${count} ${count === 1 ? 'licence' : 'licences'}`,
  DOWNLOAD: (count) => `${count} ${count === 1 ? 'download' : 'downloads'}`,
  CREDITS: (count) => `${count} ${count === 1 ? 'credit' : 'credits'}`,
  MEMBERSHIP: (count) => `${count} ${count === 1 ? 'membership' : 'memberships'}`,
}

/** What changes hands between two standings of an order: "delivers 1 licence", "takes back 12 credits". Empty: nothing. */
export function goodsWords(before: Standing, after: Standing): string {
  const wasHeld = (id: string) => before.goods.some((delivery) => delivery.id === id && delivery.isHeld)
  const delivered = after.goods.filter(({ id, isHeld }) => isHeld && !wasHeld(id))
  const withdrawn = after.goods.filter(({ id, isHeld }) => !isHeld && wasHeld(id))
  return [
    ...(delivered.length > 0 ? [`delivers ${counted(delivered)}`] : []),
    ...(withdrawn.length > 0 ? [`takes back ${counted(withdrawn)}`] : []),
  ].join(', and ')
}

function counted(goods: Standing['goods']): string {
  const counts = new Map<ProductKind, number>()
  for (const { kind, credits } of goods) {
    counts.set(kind, (counts.get(kind) ?? 0) + (kind === 'CREDITS' ? credits : 1))
  }
  // In one order, whichever the database returns first.
  const words = (Object.keys(kindWords) as ProductKind[]).flatMap((kind) => {
    const count = counts.get(kind)
    return count === undefined ? [] : [kindWords[kind](count)]
  })
  return new Intl.ListFormat('en-GB').format(words)
}

/** Shows what applying stored pingbacks would do, one after the other. Nothing of it is kept. */
export function previewMatches(
  items: readonly MatchItem[],
  limits?: { lockWithin: number; doneWithin: number },
): Promise<Preview<Match[]>> {
  return preview(async (transaction) => {
    const matches: Match[] = []
    for (const item of items) matches.push(await applyOn(transaction, item))
    return matches
  }, limits)
}

/**
 * Applies a stored pingback that was quarantined or failed, matched to an order by an operator's word or as it is. Applied before,
 * or changed since it was shown, it is left alone, and the sentence says so.
 *
 * @param item.seen from its preview; undefined where there was none, as for a command
 * @param lockWithin how long somebody else's lock is waited for, in milliseconds
 */
export async function applyMatch(
  { seen, ...item }: MatchItem & { seen?: string | undefined },
  lockWithin = 2000,
): Promise<Match> {
  try {
    return await db().$transaction(async (transaction) => {
      await transaction.$queryRaw`SELECT set_config('lock_timeout', ${`${lockWithin}ms`}, true)`
      return applyOn(transaction, item, seen)
    })
  } catch (error) {
    if (!isWorthRetrying(error)) throw error
    const sentence = 'Its order is being changed right now. Nothing was done. Try again.'
    return {
      ...item,
      isApplied: false,
      verdict: undefined,
      sentence,
      target: item.orderId,
      goods: '',
      payment: undefined,
      alerts: [],
      seen: '',
    }
  }
}
