import { resolveAlert } from '@/lib/alerts'
import type { AfterSaleResult } from '@/lib/charges/after-sale'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { Prisma } from '@/lib/generated/prisma/client'
import { newId, type OrderId, type PaymentRef } from '@/lib/ids'
import { formatMoney, fromColumn, fromTyped } from '@/lib/money'
import { readEvent } from '@/lib/pingbacks/event'
import { goodsWords, standingOf } from '@/lib/pingbacks/match'
import { type Preview, preview } from '@/lib/preview'

/** A part of a payment that was refunded, as the merchant has seen it in Paymentwall's merchant area. */
export interface SeenRefund {
  ref: PaymentRef
  /** In major units of the order's currency, as text. */
  amount: string
  /** Of the form that it is entered by: the same one again enters nothing more. */
  key: string
  /** How much was refunded before, as the form showed it; undefined where none did. */
  refunded?: string | undefined
}

export interface EnteredRefund extends AfterSaleResult {
  orderId: OrderId | undefined
  /** What the buyer loses, in words; empty where it is nothing. */
  goods: string
  /** How much of the payment was refunded before, in major units. */
  refunded: string
}

/** Enters it on a transaction, under the order's lock: what was refunded before, it then knows. */
async function enterOn(
  database: Prisma.TransactionClient,
  { ref, amount, key, refunded }: SeenRefund,
): Promise<EnteredRefund> {
  const refused = (sentence: string, orderId?: OrderId): EnteredRefund => ({
    ok: false,
    sentence,
    orderId,
    goods: '',
    refunded: '0',
  })
  const known = await database.payment.findUnique({ where: { ref }, select: { orderId: true } })
  if (!known?.orderId) return refused(`No payment ${ref} of an order is known.`)
  const { orderId } = known
  const before = await standingOf(database, orderId)
  const order = await database.order.findUniqueOrThrow({
    where: { id: orderId },
    select: {
      uid: true,
      currency: true,
      payments: { where: { ref }, select: { price: true, refunded: true } },
    },
  })
  if (!fromTyped(amount, order.currency)?.amount)
    return refused(`"${amount}" is no amount in ${order.currency}.`, orderId)
  const part = `entered-${key}`
  if ((await database.pingback.count({ where: { ref, type: 220, part } })) > 0) {
    return refused('This was entered before; nothing changes.', orderId)
  }
  const [payment] = order.payments
  const refundedNow = payment?.refunded.toFixed() ?? '0'
  if (refunded !== undefined && refunded !== refundedNow) {
    return refused(
      `More of payment ${ref} was entered since this was shown: ${refundedNow} in all. Nothing was done.`,
      orderId,
    )
  }
  const left = payment?.price?.minus(payment.refunded)
  if (left?.lessThan(new Prisma.Decimal(amount))) {
    const words = formatMoney(fromColumn(left, order.currency) ?? { amount: 0, currency: order.currency })
    return refused(`No more than ${words} of payment ${ref} is left to be refunded.`, orderId)
  }
  const parameters = new Map([
    ['uid', order.uid],
    ['type', '220'],
    ['ref', ref],
    ['refund_amount', amount],
    ['paid_currency', order.currency],
    ['merchant_refund_id', part],
  ])
  const event = JSON.stringify(readEvent(parameters, env().PAYMENTWALL_MODE === 'live'))
  const arrival = {
    address: null,
    sign_version: null,
    secret: null,
    elapsed_ms: 0,
    parameters: { ref, amount },
  }
  const [result] = await database.$queryRaw<{ verdict: string; sentence: string }[]>`
    SELECT verdict::text, sentence FROM apply_pingback(${event}::jsonb, ${JSON.stringify([arrival])}::jsonb)`
  if (result?.verdict !== 'applied') return refused(result?.sentence ?? '', orderId)
  for (const kind of ['partial_refund', 'partial_refund_again'] as const) {
    await resolveAlert(database, kind, { startsWith: `${ref}:` }, 'merchant')
  }
  return {
    ok: true,
    sentence: result.sentence,
    orderId,
    goods: goodsWords(before, await standingOf(database, orderId)),
    refunded: refundedNow,
  }
}

/**
 * Records a partial refund whose notice gave no amount, or could not be told from another. It is applied like a pingback: when
 * the parts reach the price, the goods are withdrawn. The refund is entered and its alert resolved together, or not at all.
 */
export function enterRefund(
  ref: PaymentRef,
  amount: string,
  { key = newId(), refunded }: Partial<Pick<SeenRefund, 'key' | 'refunded'>> = {},
): Promise<EnteredRefund> {
  return db().$transaction((transaction) => enterOn(transaction, { ref, amount, key, refunded }))
}

/** Shows what entering it would do. Nothing of it is kept. */
export function previewEnteredRefund(
  seen: SeenRefund,
  limits?: { lockWithin: number; doneWithin: number },
): Promise<Preview<EnteredRefund>> {
  return preview((transaction) => enterOn(transaction, seen), limits)
}
