import { currentUser } from '@/lib/accounts/session'
import { shopTime } from '@/lib/clock'
import { orUnavailable, retryAfter } from '@/lib/http/unavailable'
import { findOrder, findOrderFacts } from '@/lib/orders/data'
import { isPayable, orderState } from '@/lib/orders/state'
import { areTermsStillAccepted } from '@/lib/orders/terms'
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
  const user = await currentUser()
  const { order: orderId } = await params
  const facts = user && (await findOrderFacts(orderId, user.uid))
  if (!facts) return Response.json({ error: 'There is no such order.' }, { status: 404, headers })
  const now = await shopTime()
  const isOffered = isPayable(facts, now) && new URL(request.url).searchParams.has('checkout')
  const isClosed = isOffered && (await needsTerms(orderId, user.uid, now))
  return Response.json({ state: isClosed ? 'terms' : orderState(facts, now) }, { headers })
}

async function needsTerms(orderId: string, uid: string, now: Date): Promise<boolean> {
  const order = await findOrder(orderId, uid)
  if (!order || !planOfOrder(order)) return false
  const { isAny } = await membershipsBeside(uid, now, orderId)
  return !areTermsStillAccepted(order, now, isAny)
}

export const GET = orUnavailable(state, () =>
  Response.json(
    { error: 'The state of the order is not known at the moment.' },
    { status: 503, headers: { ...headers, ...retryAfter } },
  ),
)
