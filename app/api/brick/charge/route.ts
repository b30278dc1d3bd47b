import { currentBuyer } from '@/lib/accounts/session'
import { chargeOrder } from '@/lib/charges/charge'
import { noOrder, type Reply, refusal, replyTo } from '@/lib/charges/reply'
import { chargeFormSchema } from '@/lib/charges/schema'
import { env } from '@/lib/env'
import { clientAddress } from '@/lib/http/client-address'
import { log } from '@/lib/log'
import { orderIdSchema } from '@/lib/orders/schema'

/**
 * Brick.js's `action`: takes the token of a card, never its number. Expected outcomes are answered with status 200 and the
 * JSON that Brick.js reads.
 */
export async function POST(request: Request): Promise<Response> {
  const orderId = new URL(request.url).searchParams.get('order')
  try {
    return await charge(request, orderId)
  } catch (error) {
    // Thrown before Brick is called; after that, the outcome is unknown.
    log.error({ orderId, error: String(error) }, 'card payment could not be started')
    return send(
      refusal('Card payments are temporarily unavailable. You have not been charged. Try again in a minute.'),
    )
  }
}

async function charge(request: Request, order: string | null): Promise<Response> {
  if (request.headers.get('origin') !== env().SHOP_URL) {
    return send(refusal('This form was sent from another site. Open your order in this shop.'), 403)
  }
  const user = await currentBuyer()
  if (!user) return send(refusal('You have been signed out. Sign in again to pay; your order is saved.'))
  const form = await readForm(request)
  if (!form) return send(refusal('Check your card details and try again.'), 400)
  const orderId = orderIdSchema.safeParse(order).data
  if (orderId === undefined) return send(noOrder, 404)
  const outcome = await chargeOrder(orderId, user, form, clientAddress(request.headers))
  const isMissing = outcome.kind === 'no_order' || outcome.kind === 'no_card'
  return send(replyTo(orderId, outcome), isMissing ? 404 : 200)
}

async function readForm(request: Request) {
  try {
    return chargeFormSchema.safeParse(Object.fromEntries(await request.formData())).data
  } catch {
    return undefined
  }
}

function send(reply: Reply, status = 200): Response {
  return Response.json(reply, { status, headers: { 'Cache-Control': 'no-store' } })
}
