import { readActOrder } from '@/lib/acts/data'
import { type ActOrder, formatAmount } from '@/lib/acts/order'
import type { ActPlan, ActRequest } from '@/lib/acts/plan'
import { planAct } from '@/lib/acts/plan'
import { creditBalance } from '@/lib/deliveries/data'
import { decideGoods } from '@/lib/deliveries/mutations'
import { env } from '@/lib/env'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { ProductKind } from '@/lib/generated/prisma/enums'
import { newId, type OrderId } from '@/lib/ids'
import { toDecimal } from '@/lib/money'
import { readEvent } from '@/lib/pingbacks/event'
import { type Preview, preview } from '@/lib/preview'

/** What a buyer holds by an order. */
export interface Held {
  deliveries: readonly { id: string; kind: ProductKind; credits: number }[]
  /** All credits of the buyer that are left; below zero when more were spent. */
  balance: number
  access: { name: string; until: Date | null; renews: boolean } | undefined
}

/** What an act would change, as far as the shop can know: read before and after it was played. */
export interface Effect {
  before: Held
  after: Held
  /** Why Paymentwall's notice, when it comes, would change nothing; undefined when it would be applied. */
  problem: string | undefined
}

/** An order at a moment, what an act on it comes to, and what that would do. */
export interface PreviewedAct {
  order: ActOrder
  planned: ReturnType<typeof planAct>
  /** Missing when the act can't be done. */
  effect: Effect | undefined
}

/**
 * Shows what an act would do, by doing it in a transaction that is rolled back: a decision is recorded, and of what
 * Paymentwall would be asked the notice that must follow is applied. Nobody is called.
 *
 * @param at the shop's time
 * @returns without a result when there is no such order
 */
export function previewAct(
  orderId: OrderId,
  request: ActRequest,
  at: Date,
  limits?: Parameters<typeof preview>[1],
): Promise<Preview<PreviewedAct | undefined>> {
  return preview(async (transaction) => {
    const order = await readActOrder(orderId, at, transaction)
    if (!order) return undefined
    const planned = planAct(order, request, new Date())
    if (!planned.ok) return { order, planned, effect: undefined }
    const before = await readHeld(transaction, order)
    const played = await play(transaction, order, planned.plan)
    if (!played.ok) return { order, planned: played, effect: undefined }
    const changed = await readActOrder(orderId, at, transaction)
    const after = await readHeld(transaction, changed ?? order)
    return { order, planned, effect: { before, after, problem: played.problem } }
  }, limits)
}

async function readHeld(transaction: Prisma.TransactionClient, order: ActOrder): Promise<Held> {
  const deliveries = await transaction.delivery.findMany({
    where: { orderId: order.id, withdrawnAt: null },
    select: { id: true, kind: true, credits: true },
  })
  const { membership } = order
  return {
    deliveries,
    balance: await creditBalance(order.uid, transaction),
    access: membership && {
      name: membership.product.name,
      until: membership.accessUntil,
      renews: membership.renews && membership.state !== 'REVOKED',
    },
  }
}

type Played = { ok: true; problem: string | undefined } | { ok: false; sentence: string }

async function play(transaction: Prisma.TransactionClient, order: ActOrder, plan: ActPlan): Promise<Played> {
  if (plan.kind === 'GRANT' || plan.kind === 'WITHDRAW') {
    const { ok, sentence } = await decideGoods(
      {
        orderId: order.id,
        ...(plan.orderLineId !== null && { orderLineId: plan.orderLineId }),
        kind: plan.kind,
        actor: 'preview',
        reason: 'preview',
      },
      transaction,
    )
    return ok ? { ok: true, problem: undefined } : { ok: false, sentence }
  }
  const expected = expectedNotice(order, plan)
  if (!expected) return { ok: true, problem: undefined }
  const event = readEvent(new Map(expected), env().PAYMENTWALL_MODE === 'live')
  const [result] = await transaction.$queryRaw<{ verdict: string; sentence: string }[]>`
    SELECT verdict::text, sentence
    FROM apply_pingback(${JSON.stringify(event)}::jsonb, ${'[{"elapsed_ms": 0, "parameters": {}}]'}::jsonb)`
  return { ok: true, problem: result?.verdict === 'applied' ? undefined : result?.sentence }
}

/** The parameters of the pingback that an act brings about. Of a payment that nobody has named yet, the id is made up. */
function expectedNotice(order: ActOrder, plan: ActPlan): [name: string, value: string][] | undefined {
  const common = (type: string, ref = plan.ref): [string, string][] => [
    ['uid', order.uid],
    ...(ref === null ? ([['goodsid', order.id]] satisfies [string, string][]) : []),
    ['ref', ref ?? `preview-${newId()}`],
    ['type', type],
  ]
  switch (plan.kind) {
    case 'REFUND':
      return [...common('2'), ['reason', '9']]
    case 'PARTIAL_REFUND':
      return [
        ...common('220'),
        ['refund_amount', toDecimal({ amount: plan.amount ?? 0, currency: order.currency })],
        ['paid_currency', order.currency],
        ['merchant_refund_id', `preview-${newId()}`],
      ]
    case 'CAPTURE':
      return common('0')
    case 'RESOLVE':
      return plan.charged ? common('0') : undefined
    case 'VOID':
      return common('203')
    case 'CANCEL_SUBSCRIPTION':
      return common('12', order.payments.at(-1)?.ref ?? null)
    default:
      return undefined
  }
}

const nouns: Record<Exclude<ProductKind, 'CREDITS' | 'MEMBERSHIP'>, [one: string, many: string]> = {
  LICENCE: ['licence', 'licences'],
  DOWNLOAD: ['download', 'downloads'],
}

/** What an act would do, a sentence each, for the operator who is about to do it. */
export function effectSentences(order: ActOrder, plan: ActPlan, effect: Effect): string[] {
  const sentences = [...goodsSentences(effect), ...accessSentences(effect), moneySentence(order, plan)]
  if (effect.problem === undefined) return sentences
  return [...sentences, `Paymentwall’s notice would change nothing: ${effect.problem}`]
}

function goodsSentences({ before, after }: Effect): string[] {
  const missing = (from: Held, other: Held) =>
    from.deliveries.filter(({ id }) => !other.deliveries.some((delivery) => delivery.id === id))
  const taken = missing(before, after)
  const given = missing(after, before)
  const sentences: string[] = []
  if (taken.length > 0) {
    const credits = taken.reduce((sum, delivery) => sum + delivery.credits, 0)
    const spent = Math.min(credits, Math.max(0, -after.balance))
    const words = countGoods(taken)
    if (words)
      sentences.push(
        `Takes back ${words}${spent > 0 ? `, of which ${spent} ${spent === 1 ? 'is' : 'are'} spent` : ''}.`,
      )
  }
  const words = countGoods(given)
  if (words) sentences.push(`Gives ${words}.`)
  if (sentences.length === 0 && !before.access) sentences.push('No goods are delivered or withdrawn.')
  return sentences
}

/** "1 licence and 12 credits"; credits come last, so that what follows is about them. Memberships are told otherwise. */
function countGoods(deliveries: Held['deliveries']): string {
  const count = (kind: ProductKind) => deliveries.filter((delivery) => delivery.kind === kind).length
  const goods = (['LICENCE', 'DOWNLOAD'] as const).flatMap((kind) => {
    const n = count(kind)
    return n === 0 ? [] : [`${n} ${nouns[kind][n === 1 ? 0 : 1]}`]
  })
  const credits = deliveries.reduce((sum, delivery) => sum + delivery.credits, 0)
  if (credits > 0) goods.push(`${credits} ${credits === 1 ? 'credit' : 'credits'}`)
  return new Intl.ListFormat('en-GB').format(goods)
}

const day = (date: Date) => date.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: env().TIME_ZONE })

function accessSentences({ before, after }: Effect): string[] {
  const [was, is] = [before.access, after.access]
  if (!is) return []
  const sentences: string[] = []
  const [from, to] = [was?.until ?? null, is.until]
  if (from?.getTime() === to?.getTime()) {
    sentences.push(`Access to ${is.name} ${to ? `lasts until ${day(to)}, as before` : 'stays ended'}.`)
  } else if (to === null) {
    sentences.push(`Access to ${is.name} ends at once${from ? `, and not on ${day(from)}` : ''}.`)
  } else {
    sentences.push(
      `Access to ${is.name} lasts until ${day(to)}${from ? `, and not until ${day(from)}` : ''}.`,
    )
  }
  if (was?.renews && !is.renews) sentences.push('Its renewals are stopped.')
  return sentences
}

function moneySentence(order: ActOrder, plan: ActPlan): string {
  const amount = formatAmount(plan.amount ?? order.amount, order)
  const last4 = order.charges.find(({ id }) => id === plan.attemptId)?.last4
  const card = last4 ? `the card ending ${last4}` : 'the card that was charged'
  switch (plan.kind) {
    case 'REFUND':
      return plan.attemptId === null
        ? `A ticket asks Paymentwall to return ${amount} the way they were paid.`
        : `${amount} go back to ${card}.`
    case 'PARTIAL_REFUND':
      return `A ticket asks Paymentwall to return ${amount} the way they were paid.`
    case 'CAPTURE': {
      const taken = `${amount} are taken from ${last4 ? `the card ending ${last4}` : 'the card'}`
      const isPaid = order.payments.some(({ state }) => state === 'PAID')
      return isPaid ? `${taken}, though the order is paid already: void it instead.` : `${taken}.`
    }
    case 'VOID':
      return `${amount} are no longer reserved on ${last4 ? `the card ending ${last4}` : 'the card'}; nothing is charged.`
    case 'RESOLVE':
      return plan.charged
        ? `No money moves: ${amount} count as charged, and Paymentwall is asked for the payment.`
        : 'No money moves: the card counts as not charged, and the buyer can pay again.'
    case 'CANCEL_SUBSCRIPTION':
      return 'No money goes back; Paymentwall is asked to charge the subscription no more.'
    default:
      return 'No money moves.'
  }
}
