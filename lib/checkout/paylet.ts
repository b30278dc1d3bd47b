import { buyerHistory } from '@/lib/checkout/buyer-history'
import { orderName } from '@/lib/checkout/order-name'
import { env } from '@/lib/env'
import type { OrderId, Uid } from '@/lib/ids'
import type { Locale, Translate } from '@/lib/languages/locale'
import { type Money, toDecimal } from '@/lib/money'
import { isSafeToSign, type WidgetSubscription, widgetUrl } from '@/lib/paymentwall/widget'
import { type PlanFields, planOfOrder, postTrialId } from '@/lib/plans/plan'

interface PayletOrder extends Money {
  id: OrderId
  lines: readonly ({ name: string } & PlanFields)[]
}

/**
 * The signed Paylet URL for an order: price and product come from the order, the buyer from the account, and nothing from
 * the request. Undefined for an account whose e-mail address must not be signed: the provider wants one in this call, so
 * such an order is paid by card, whose call is not signed.
 *
 * @param past what was read of the buyer's purchases before
 */
export async function payletUrl(
  { t, path, language }: Locale,
  order: PayletOrder,
  user: { uid: Uid; email: string; registeredAt: Date; registrationIp: string | null },
  past?: Parameters<typeof buyerHistory>[1],
): Promise<string | undefined> {
  if (!isSafeToSign(user.email)) return undefined
  const settings = env()
  return widgetUrl({
    apiUrl: settings.PAYMENTWALL_API_URL,
    projectKey: settings.PAYMENTWALL_PROJECT_KEY,
    secretKey: settings.PAYMENTWALL_SECRET_KEY,
    widget: settings.PAYMENTWALL_WIDGET,
    uid: user.uid,
    email: user.email,
    orderId: order.id,
    ...offerOf(t, order),
    amount: toDecimal(order),
    currency: order.currency,
    language,
    successUrl: `${settings.SHOP_URL}${path(`/orders/${order.id}`)}?ref=$ref`,
    timestamp: Math.floor(Date.now() / 1000),
    history: await buyerHistory(user, past),
    evaluation: settings.PAYMENTWALL_MODE === 'test',
  })
}

/** The name that the buyer reads, and what is billed again and again (widget.md §6). */
function offerOf(
  t: Translate,
  order: PayletOrder,
): { name: string; subscription: WidgetSubscription | undefined } {
  const name = orderName(t, order.lines)
  const plan = planOfOrder(order)
  if (!plan?.trial) return { name, subscription: plan && { period: plan.period, afterTrial: undefined } }
  return {
    name: t('checkout.name.trial', { name }),
    subscription: {
      period: plan.trial.period,
      afterTrial: {
        externalId: postTrialId(order.id),
        name,
        amount: toDecimal(plan),
        period: plan.period,
      },
    },
  }
}

/** The origins whose frames may tell the checkout page of the Paylet's size and progress (widget.md §7). */
export function widgetOrigins(): string[] {
  const settings = env()
  return [...new Set([settings.PAYMENTWALL_API_URL, ...settings.WIDGET_ORIGINS])]
}
