import { returnFromBank } from '@/lib/charges/charge'
import { confirmationSchema } from '@/lib/charges/schema'
import { env } from '@/lib/env'
import { log } from '@/lib/log'

/**
 * Where a bank sends the payer back to, by a POST from another site and therefore without a session: the signed state in
 * the address identifies the charge. Redirects to the order's page, whatever the outcome.
 */
export async function POST(request: Request): Promise<Response> {
  const state = new URL(request.url).searchParams.get('state') ?? ''
  const confirmation = await readConfirmation(request)
  let order: Awaited<ReturnType<typeof returnFromBank>>
  try {
    order = await returnFromBank(state, confirmation)
  } catch (error) {
    log.error({ error: String(error) }, 'the return from a bank could not be taken')
    return plainText('We can’t continue your payment right now. Reload this page in a minute.', 503)
  }
  if (!order) return plainText('This address is not valid. Open the order from your account.', 400)
  return new Response(null, {
    status: 303,
    headers: { Location: `${env().SHOP_URL}/orders/${order.orderId}`, 'Cache-Control': 'no-store' },
  })
}

function plainText(text: string, status: number): Response {
  return new Response(text, {
    status,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
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
