import { resolveAlert } from '@/lib/alerts'
import type { AfterSaleResult } from '@/lib/charges/after-sale'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { newId } from '@/lib/ids'
import { fromDecimal } from '@/lib/money'
import { readEvent } from '@/lib/pingbacks/event'
import { applyPingback } from '@/lib/pingbacks/mutations'

/**
 * Records that a part of a payment was refunded, as the merchant has seen it in Paymentwall's merchant area, where no notice
 * told the amount, or two could not be told apart. It goes the way of a pingback: when the parts reach the price, the goods
 * are withdrawn.
 *
 * @param amount in major units of the order's currency, as text
 */
export async function enterRefund(ref: string, amount: string): Promise<AfterSaleResult> {
  const payment = await db().payment.findUnique({ where: { ref }, include: { order: true } })
  const order = payment?.order
  if (!order) return { ok: false, sentence: `No payment ${ref} of an order is known.` }
  const minor = fromDecimal(amount, order.currency)
  if (!minor) {
    return { ok: false, sentence: `"${amount}" is no amount in ${order.currency}.` }
  }
  const parameters = new Map([
    ['uid', order.uid],
    ['type', '220'],
    ['ref', ref],
    ['refund_amount', amount],
    ['paid_currency', order.currency],
    ['merchant_refund_id', `entered-${newId()}`],
  ])
  const [{ verdict, sentence }] = await applyPingback(
    readEvent(parameters, env().PAYMENTWALL_MODE === 'live'),
    [{ address: null, sign_version: null, secret: null, elapsed_ms: 0, parameters: { ref, amount } }],
  )
  if (verdict !== 'applied') return { ok: false, sentence }
  for (const kind of ['partial_refund', 'partial_refund_again'] as const) {
    await resolveAlert(db(), kind, { startsWith: `${ref}:` }, 'merchant')
  }
  return { ok: true, sentence }
}
