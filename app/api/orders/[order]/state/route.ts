import { currentBuyer } from '@/lib/accounts/session'
import { isCardOffered } from '@/lib/checkout/card-settings'
import { needsTerms, refuseCharge } from '@/lib/checkout/refuse-charge'
import { shopTime } from '@/lib/clock'
import { orUnavailable, retryAfter } from '@/lib/http/unavailable'
import type { OrderId, Uid } from '@/lib/ids'
import { isSoldOut } from '@/lib/licence-keys/data'
import { findOrder, findOrderFacts } from '@/lib/orders/data'
import { orderIdSchema } from '@/lib/orders/schema'
import { orderState } from '@/lib/orders/state'
import { planOfOrder } from '@/lib/plans/plan'
import { membershipsBeside } from '@/lib/subscriptions/data'

const headers = { 'Cache-Control': 'no-store' }

/**
 * The state of an order. For a checkout (`?checkout`) that offers to pay for a membership, it is `terms` once the buyer has to
 * read them again, since another order has made them a member.
 */
async function state(
  request: Request,
  { params }: { params: Promise<{ order: string }> },
): Promise<Response> {
  const user = await currentBuyer()
  const orderId = orderIdSchema.safeParse((await params).order).data
  const isCheckout = new URL(request.url).searchParams.has('checkout')
  const now = await shopTime()
  const told = user && orderId && (await (isCheckout ? checkoutState : stateOf)(orderId, user.uid, now))
  if (!told) return Response.json({ error: 'Order not found.' }, { status: 404, headers })
  return Response.json({ state: told }, { headers })
}

async function stateOf(orderId: OrderId, uid: Uid, now: Date) {
  const facts = await findOrderFacts(orderId, uid)
  return facts && orderState(facts, now)
}

async function checkoutState(orderId: OrderId, uid: Uid, now: Date) {
  const order = await findOrder(orderId, uid)
  if (!order) return undefined
  const beside = planOfOrder(order) && (await membershipsBeside(uid, now, orderId))
  const refusal = refuseCharge(order, {
    at: now,
    page: 'open',
    isSecond: beside?.isAny === true,
    isCardOffered: isCardOffered(order),
    isSoldOut: await isSoldOut(order.lines),
  })
  return needsTerms(refusal) ? 'terms' : orderState(order, now)
}

export const GET = orUnavailable(state, () =>
  Response.json(
    { error: 'The state of the order is temporarily unavailable.' },
    { status: 503, headers: { ...headers, ...retryAfter } },
  ),
)
