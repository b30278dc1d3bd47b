import { returnFromBank } from '@/lib/charges/charge'
import { confirmationSchema } from '@/lib/charges/schema'
import { env } from '@/lib/env'
import { languageOf } from '@/lib/languages/languages.mjs'
import { localeOf } from '@/lib/languages/locale'
import { log } from '@/lib/log'

/**
 * Where a bank sends the payer back to, by a POST from another site and therefore without a session: the signed state in
 * the address identifies the charge. Redirects to the order's page, whatever the outcome, in the language of the page that
 * began the payment.
 */
export async function POST(request: Request): Promise<Response> {
  const address = new URL(request.url).searchParams
  const state = address.get('state') ?? ''
  const { t, path } = localeOf(languageOf(address.get('language')).name)
  const confirmation = await readConfirmation(request)
  let order: Awaited<ReturnType<typeof returnFromBank>>
  try {
    order = await returnFromBank(state, confirmation)
  } catch (error) {
    log.error({ error: String(error) }, 'the return from a bank could not be taken')
    return plainText(t('charges.bank.unavailable'), 503)
  }
  if (!order) return plainText(t('charges.bank.badAddress'), 400)
  return new Response(null, {
    status: 303,
    headers: { Location: env().SHOP_URL + path(`/orders/${order.orderId}`), 'Cache-Control': 'no-store' },
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
