import { readActOrder } from '@/lib/acts/data'
import { changesBetween, factsOf, type SeenFacts } from '@/lib/acts/facts'
import type { Act } from '@/lib/acts/order'
import { type ActPlan, type ActRequest, planAct } from '@/lib/acts/plan'
import { answeredBy } from '@/lib/acts/standing'
import { db } from '@/lib/db'
import { decideGoods } from '@/lib/deliveries/mutations'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { ActState } from '@/lib/generated/prisma/enums'
import type { OrderId } from '@/lib/ids'
import { stopRenewals } from '@/lib/subscriptions/mutations'

/** What an operator asks for. */
export interface NewAct {
  /** Of the form: the same again is the same act. */
  key: string
  orderId: OrderId
  request: ActRequest
  /** What the form was drawn from; a command has drawn none. */
  seen: SeenFacts | undefined
  actor: string
  reason: string
  /** The shop's time. */
  at: Date
}

/** What became of asking for an act. */
export type Recorded =
  | { kind: 'new'; act: Act; before: SeenFacts }
  /** The same form came before. */
  | { kind: 'known'; act: Act }
  | { kind: 'refused'; sentence: string; before?: SeenFacts; after?: SeenFacts }

/**
 * Records an act before anything is done about it, if the order is still as the operator saw it and the act is possible:
 * compared and decided under the lock that pingbacks take, so of two operators at once the second one is refused and told
 * what changed. What the shop does by itself is done here, in the same transaction.
 */
export function recordRequest(asked: NewAct): Promise<Recorded> {
  return db().$transaction(async (transaction): Promise<Recorded> => {
    const { key, orderId, request, seen, actor, reason, at } = asked
    await transaction.$queryRaw`SELECT 1 FROM orders WHERE id = ${orderId} FOR NO KEY UPDATE`
    const order = await readActOrder(orderId, at, transaction)
    if (!order) return { kind: 'refused', sentence: `There is no order ${orderId}.` }
    const known = await transaction.operatorAct.findUnique({ where: { id: key } })
    if (known?.orderId === orderId) return { kind: 'known', act: known }
    if (known) return { kind: 'refused', sentence: 'Nothing was done: the form belongs to another order.' }
    const now = new Date()
    const facts = factsOf(order, now)
    const changes = seen ? changesBetween(seen, facts) : []
    if (seen && changes.length > 0) {
      const sentence = `Nothing was done: the order has changed since this page was loaded. ${changes.join(' ')} Check the new preview below.`
      return { kind: 'refused', sentence, before: seen, after: facts }
    }
    const planned = planAct(order, request, now)
    if (!planned.ok) return { kind: 'refused', sentence: planned.sentence }
    const { plan } = planned
    const done = await doInside(transaction, plan, asked)
    if (!done.ok) return { kind: 'refused', sentence: done.sentence }
    const act = await transaction.operatorAct.create({
      data: {
        ...plan,
        id: key,
        orderId,
        actor,
        reason,
        sentence: done.sentence,
        state: done.state,
        ...(done.state === 'DONE' && { closedAt: now }),
      },
    })
    return { kind: 'new', act, before: facts }
  })
}

type Inside = { ok: true; state: ActState; sentence: string } | { ok: false; sentence: string }

async function doInside(
  transaction: Prisma.TransactionClient,
  { kind, orderLineId }: ActPlan,
  { orderId, actor, reason, at }: NewAct,
): Promise<Inside> {
  if (kind === 'GRANT' || kind === 'WITHDRAW') {
    const line = orderLineId === null ? {} : { orderLineId }
    const { ok, sentence } = await decideGoods({ orderId, ...line, kind, actor, reason }, transaction)
    return ok ? { ok, state: 'DONE', sentence } : { ok, sentence }
  }
  if (kind === 'CANCEL_SUBSCRIPTION') {
    await stopRenewals(transaction, orderId, at)
    const sentence = `The subscription of order ${orderId} is being stopped: Paymentwall is asked by a job.`
    return { ok: true, state: 'REQUESTED', sentence }
  }
  return { ok: true, state: 'REQUESTED', sentence: '' }
}

/** How Paymentwall answered. */
export interface ActAnswer {
  state: Exclude<ActState, 'REQUESTED'>
  sentence: string
}

/** Writes down how Paymentwall answered; nothing if it has been asked again meanwhile, whose answer then counts. */
export async function recordAnswer({ id, askedAt }: Act, { state, sentence }: ActAnswer): Promise<void> {
  const isEnd = state === 'DONE' || state === 'REFUSED'
  await db().operatorAct.updateMany({
    where: { id, askedAt, state: 'REQUESTED' },
    data: { state, sentence, ...(isEnd && { closedAt: new Date() }) },
  })
}

/**
 * Takes a lost act up again: of any number at once, one gets it. Undefined for the others, and for one that is being asked or
 * was answered.
 */
export async function claimAgain(act: Act, now: Date): Promise<Act | undefined> {
  const isLost = act.state === 'UNKNOWN' || (act.state === 'REQUESTED' && now >= answeredBy(act.askedAt))
  if (!isLost) return undefined
  const askedAt = now
  const { count } = await db().operatorAct.updateMany({
    where: { id: act.id, state: act.state, askedAt: act.askedAt },
    data: { state: 'REQUESTED', askedAt },
  })
  return count > 0 ? { ...act, state: 'REQUESTED', askedAt } : undefined
}
