import { currentBuyer } from '@/lib/accounts/session'
import { chargeOrder } from '@/lib/charges/charge'
import { type Reply, refusal, replyTo } from '@/lib/charges/reply'
import { chargeFormSchema } from '@/lib/charges/schema'
import { env } from '@/lib/env'
import { clientAddress } from '@/lib/http/client-address'
import type { OrderId } from '@/lib/ids'
import { languageOf, namedLanguage } from '@/lib/languages/languages.mjs'
import { type Locale, localeOf } from '@/lib/languages/locale'
import { log } from '@/lib/log'
import { findOrderLanguage } from '@/lib/orders/data'
import { orderIdSchema } from '@/lib/orders/schema'

/**
 * Brick.js's `action`: takes the token of a card, never its number. Expected outcomes are answered with status 200 and the
 * JSON that Brick.js reads, in the language of the page that posts, which its address names; where it names none, in the order's.
 */
export async function POST(request: Request): Promise<Response> {
  const address = new URL(request.url).searchParams
  const named = namedLanguage(address.get('language'))
  const orderId = orderIdSchema.safeParse(address.get('order')).data
  let locale = localeOf(languageOf(named).name)
  try {
    if (orderId !== undefined && named === undefined) {
      locale = localeOf(languageOf(await findOrderLanguage(orderId)).name)
    }
    return await charge(locale, request, orderId)
  } catch (error) {
    // Thrown before Brick is called; after that, the outcome is unknown.
    log.error({ orderId, error: String(error) }, 'card payment could not be started')
    return send(refusal(locale.t('charges.unavailable')))
  }
}

async function charge(locale: Locale, request: Request, orderId: OrderId | undefined): Promise<Response> {
  const { t, language } = locale
  if (request.headers.get('origin') !== env().SHOP_URL) return send(refusal(t('charges.otherSite')), 403)
  const user = await currentBuyer()
  if (!user) return send(refusal(t('charges.signedOut')))
  const form = await readForm(request)
  if (!form) return send(refusal(t('charges.badForm')), 400)
  if (orderId === undefined) return send(refusal(t('charges.noOrder')), 404)
  const outcome = await chargeOrder(orderId, user, form, clientAddress(request.headers), language)
  const isMissing = outcome.kind === 'no_order' || outcome.kind === 'no_card'
  return send(replyTo(locale, orderId, outcome), isMissing ? 404 : 200)
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
