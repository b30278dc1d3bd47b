import { belongsTo, type Part, readParts, theirUids } from '@/lib/buyer-parts'
import { db } from '@/lib/db'
import {
  type ChargeAttempt,
  type Decision,
  type Delivery,
  type Order,
  type OrderLine,
  type Payment,
  Prisma,
  type Product,
  type RefundRequest,
  type TermsAcceptance,
} from '@/lib/generated/prisma/client'
import type { OrderId, Uid } from '@/lib/ids'

/** What an order's state is derived from, and no more. */
export const stateFacts = {
  expiresAt: true,
  payments: { select: { state: true, reversalReason: true, createdAt: true } },
  charges: { select: { state: true, createdAt: true } },
} satisfies Prisma.OrderSelect

/** An order as a line of a list, with what its state is derived from. */
export interface ListedOrder extends Pick<Order, 'id' | 'amount' | 'currency' | 'createdAt' | 'expiresAt'> {
  lines: Pick<OrderLine, 'name'>[]
  payments: Pick<Payment, 'ref' | 'state' | 'everPaid' | 'isTest' | 'reversalReason' | 'createdAt'>[]
  charges: Pick<ChargeAttempt, 'id' | 'state' | 'errorCode' | 'brand' | 'last4' | 'createdAt'>[]
}

/** A product that was ordered, as it is today. */
interface OrderedProduct
  extends Pick<Product, 'id' | 'slug' | 'artwork' | 'artworkFileId' | 'sheetFileId' | 'capture' | 'active'> {
  /** Its price in the currency of the order; null where it is no longer sold in it. */
  amount: number | null
  trialAmount: number | null
}

/** An order with all that its state is derived from, and all that its buyer sees of it. */
export interface OrderWithFacts extends ListedOrder, Order {
  lines: (OrderLine & {
    product: OrderedProduct
    delivery: Pick<Delivery, 'id' | 'kind' | 'licenceKey' | 'credits' | 'grantedAt' | 'withdrawnAt'> | null
    isWaitingForKey: boolean
  })[]
  acceptance: TermsAcceptance | null
  /** The newest. */
  decisions: Pick<Decision, 'kind'>[]
  /** What the buyer has asked for, the newest first. */
  refundRequests: AskedRefund[]
}

/** A buyer's request for a refund. */
export interface AskedRefund extends Pick<RefundRequest, 'id' | 'reason' | 'requestedAt'> {
  /** Whether an operator still has to answer it. */
  isOpen: boolean
}

const payments = Prisma.sql`
  SELECT coalesce(json_agg(r ORDER BY r."createdAt"), '[]') FROM (
    SELECT ref, state, ever_paid AS "everPaid", is_test AS "isTest", reversal_reason AS "reversalReason",
      created_at AS "createdAt"
    FROM payments WHERE order_id = o.id) AS r`

const charges = Prisma.sql`
  SELECT coalesce(json_agg(r ORDER BY r."createdAt"), '[]') FROM (
    SELECT id, state, error_code AS "errorCode", brand, last4, created_at AS "createdAt"
    FROM charge_attempts WHERE order_id = o.id) AS r`

const lines = Prisma.sql`
  SELECT coalesce(json_agg(r ORDER BY r.position), '[]') FROM (
    SELECT l.id, l.order_id AS "orderId", l.position, l.product_id AS "productId", l.kind, l.name, l.amount, l.credits,
      l.period_length AS "periodLength", l.period_unit AS "periodUnit", l.trial_amount AS "trialAmount",
      l.trial_length AS "trialLength", l.trial_unit AS "trialUnit",
      json_build_object('id', p.id, 'slug', p.slug, 'artwork', p.artwork, 'artworkFileId', p.artwork_file_id,
        'sheetFileId', p.sheet_file_id, 'amount', price.amount, 'trialAmount', price.trial_amount,
        'capture', p.capture, 'active', p.active) AS product,
      CASE WHEN d.id IS NOT NULL THEN json_build_object('id', d.id, 'kind', d.kind, 'licenceKey', d.licence_key,
        'credits', d.credits, 'grantedAt', d.granted_at, 'withdrawnAt', d.withdrawn_at) END AS delivery,
      EXISTS (SELECT FROM key_waits w WHERE w.order_line_id = l.id) AS "isWaitingForKey"
    FROM order_lines l JOIN products p ON p.id = l.product_id LEFT JOIN deliveries d ON d.order_line_id = l.id
      LEFT JOIN list_prices price ON price.product_id = p.id AND price.currency = o.currency
    WHERE l.order_id = o.id) AS r`

const acceptance = Prisma.sql`
  SELECT row_to_json(r) FROM (
    SELECT order_id AS "orderId", uid, policy_version AS "policyVersion", wording, language, address,
      accepted_at AS "acceptedAt", save_card_at AS "saveCardAt"
    FROM terms_acceptances WHERE order_id = o.id) AS r`

const decisions = Prisma.sql`
  SELECT coalesce(json_agg(r), '[]') FROM (
    SELECT kind FROM decisions WHERE order_id = o.id ORDER BY id DESC LIMIT 1) AS r`

const refundRequests = Prisma.sql`
  SELECT coalesce(json_agg(r ORDER BY r."requestedAt" DESC), '[]') FROM (
    SELECT q.id, q.reason, q.requested_at AS "requestedAt", EXISTS (
      SELECT FROM alerts a
      WHERE a.kind = 'refund_requested' AND a.subject = q.ref || ':' || q.id AND a.resolved_at IS NULL) AS "isOpen"
    FROM refund_requests q WHERE q.order_id = o.id) AS r`

/** An order with all that its state is derived from; null when it isn't this buyer's or doesn't exist. */
export function orderPart(orderId: OrderId): Part<OrderWithFacts | null> {
  return {
    sql: Prisma.sql`
      SELECT row_to_json(r) FROM (
        SELECT o.id, o.uid, o.amount, o.currency, o.language, o.created_at AS "createdAt", o.expires_at AS "expiresAt",
          o.is_probe AS "isProbe", (${lines}) AS lines, (${payments}) AS payments, (${charges}) AS charges,
          (${acceptance}) AS acceptance, (${decisions}) AS decisions, (${refundRequests}) AS "refundRequests"
        FROM orders o WHERE o.id = ${orderId} AND o.uid = ANY (${theirUids})) AS r`,
  }
}

/** A buyer's newest 100 orders, the newest first. */
export const ordersPart: Part<ListedOrder[]> = {
  sql: Prisma.sql`
    SELECT coalesce(json_agg(r ORDER BY r."createdAt" DESC), '[]') FROM (
      SELECT o.id, o.amount, o.currency, o.created_at AS "createdAt", o.expires_at AS "expiresAt",
        (SELECT coalesce(json_agg(json_build_object('name', l.name) ORDER BY l.position), '[]')
          FROM order_lines l WHERE l.order_id = o.id) AS lines,
        (${payments}) AS payments, (${charges}) AS charges
      FROM orders o WHERE o.uid = ANY (${theirUids}) ORDER BY o.created_at DESC LIMIT 100) AS r`,
}

/** The same as `orderPart`, read by itself. */
export async function findOrder(orderId: OrderId, uid: Uid): Promise<OrderWithFacts | null> {
  return (await readParts(uid, { order: orderPart(orderId) })).order
}

/** The same as `ordersPart`, read by itself. */
export async function listOrders(uid: Uid): Promise<ListedOrder[]> {
  return (await readParts(uid, { orders: ordersPart })).orders
}

/** Whether one of some products can be bought with an account alone: a membership, which its owner has to be able to cancel. */
export async function needsAccount(productIds: readonly string[]): Promise<boolean> {
  return (await db().product.count({ where: { id: { in: [...productIds] }, kind: 'MEMBERSHIP' } })) > 0
}

/** The language in which an order was placed, whoever asks; undefined where there is no such order. */
export async function findOrderLanguage(orderId: OrderId): Promise<string | undefined> {
  return (await db().order.findUnique({ where: { id: orderId }, select: { language: true } }))?.language
}

/** The facts from which an order's state is derived, and no more: what a waiting page polls. */
export async function findOrderFacts(orderId: OrderId, uid: Uid) {
  return db().order.findFirst({ where: { id: orderId, user: belongsTo(uid) }, select: stateFacts })
}

/** The same facts with the order's buyer, for jobs, which act for no user. */
export async function findOrderForStatus(orderId: OrderId) {
  return db().order.findUnique({ where: { id: orderId }, select: { uid: true, ...stateFacts } })
}
