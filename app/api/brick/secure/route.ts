import { env } from '@/lib/env'
import { returnFromBank } from '@/lib/payments/charge'
import { confirmationSchema } from '@/lib/payments/schema'

/**
 * Where a bank sends the payer back to, by a post from another site and so without a session: the signed state in the
 * address says which charge goes on. Leads to the order's page whatever came of it.
 */
export async function POST(request: Request): Promise<Response> {
  const state = new URL(request.url).searchParams.get('state') ?? ''
  const order = await returnFromBank(state, await readConfirmation(request))
  if (!order) {
    return new Response('This address is not valid. Open your order from your account in the shop.', {
      status: 400,
      headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
    })
  }
  return new Response(null, {
    status: 303,
    headers: { Location: `${env().SHOP_URL}/orders/${order.orderId}`, 'Cache-Control': 'no-store' },
  })
}

async function readConfirmation(request: Request) {
  try {
    const form = confirmationSchema.parse(Object.fromEntries(await request.formData()))
    return { chargeId: form.brick_charge_id, secureToken: form.brick_secure_token }
  } catch {
    return undefined
  }
}
