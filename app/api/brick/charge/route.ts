import { currentUser } from '@/lib/accounts/session'
import { type ChargeAnswer, confirmCharge, payByCard } from '@/lib/charges/charge'
import { chargeFormSchema } from '@/lib/charges/schema'
import { isCardOffered } from '@/lib/checkout/card-settings'
import { shopTime } from '@/lib/clock'
import { env } from '@/lib/env'
import { clientAddress } from '@/lib/http/client-address'
import { log } from '@/lib/log'
import { findOrder } from '@/lib/orders/data'
import { isPayable } from '@/lib/orders/state'
import { areTermsStillAccepted } from '@/lib/orders/terms'
import { brickError } from '@/lib/paymentwall/brick-errors'
import { membershipsBeside } from '@/lib/subscriptions/data'

/**
 * Brick.js's `action`: takes the token of a card, never its number. What a buyer can meet is answered with status 200 and
 * the JSON that Brick.js reads (brick.md §2.1), plus `redirect` where the order's page says more.
 */
export async function POST(request: Request): Promise<Response> {
  const orderId = new URL(request.url).searchParams.get('order') ?? ''
  try {
    return await charge(request, orderId)
  } catch (error) {
    // Thrown before Brick is called; after that, payByCard and confirmCharge answer "checking".
    log.error({ orderId, error: String(error) }, 'card payment could not be started')
    return refuse('The shop can’t take card payments just now. Nothing was charged. Try again in a minute.')
  }
}

async function charge(request: Request, orderId: string): Promise<Response> {
  if (request.headers.get('origin') !== env().SHOP_URL) {
    return refuse('This form belongs to another site. Open your order in this shop.', 403)
  }
  const user = await currentUser()
  if (!user) return refuse('You have been signed out. Sign in again, then pay: your order is kept.')
  const order = await findOrder(orderId, user.uid)
  if (!order) return refuse('There is no such order. Open it from your account.', 404)
  if (!order.acceptance) return refuse('Accept the terms on the checkout page first, then pay.')
  const form = await readForm(request)
  if (!form) return refuse('Check the details of your card and try again.', 400)
  if (form.kind === 'confirmation') return answer(order.id, await confirmCharge(order.id, form))
  if (!isCardOffered(order)) return refuse('This order can’t be paid by card. Pay in another way.')
  const now = await shopTime()
  if (!isPayable(order, now)) {
    const message =
      'This order is paid, a payment for it is under way, or it has expired. Nothing was charged now. See its page.'
    return answer(order.id, { kind: 'checking', message })
  }
  const beside = await membershipsBeside(user.uid, now, order.id)
  if (!areTermsStillAccepted(order, now, beside.isAny)) {
    return refuse(
      beside.isAny
        ? 'You have become a member meanwhile, and nothing was charged. Reload this page: it asks whether you want a second membership.'
        : 'The dates of the membership have changed. Reload this page, accept them, then pay.',
    )
  }
  const when = { at: now, told: beside.orderIds }
  return answer(order.id, await payByCard(order, user, clientAddress(request.headers), form, when))
}

async function readForm(request: Request) {
  try {
    return chargeFormSchema.safeParse(Object.fromEntries(await request.formData())).data
  } catch {
    return undefined
  }
}

function answer(orderId: string, said: ChargeAnswer): Response {
  const redirect = `/orders/${orderId}`
  switch (said.kind) {
    case 'accepted':
      return json({ success: 1, redirect, ...(said.review && { is_under_review: true, risk: 'pending' }) })
    case 'secure':
      return json({ success: 0, secure: said.demand })
    case 'checking':
      return json({ success: 0, error: { message: said.message }, redirect })
    case 'no_card':
      return refuse(said.message, 404)
    case 'refused': {
      const { message, code } = said
      return json({ success: 0, error: { message, code, field: code && brickError(code).field } })
    }
  }
}

function refuse(message: string, status = 200): Response {
  return json({ success: 0, error: { message } }, status)
}

function json(body: object, status = 200): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } })
}
