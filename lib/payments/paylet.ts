import { env } from '@/lib/env'
import { toDecimal } from '@/lib/money'
import { buyerHistory } from '@/lib/payments/buyer-history'
import { widgetUrl } from '@/lib/paymentwall/widget'

/**
 * The signed Paylet URL for an order: price and product come from the order, the buyer from the account, and nothing from
 * the request.
 */
export async function payletUrl(
  order: { id: string; amount: number; currency: string; lines: readonly { name: string }[] },
  user: { uid: string; email: string; registeredAt: Date; registrationIp: string | null },
): Promise<string> {
  const settings = env()
  return widgetUrl({
    apiUrl: settings.PAYMENTWALL_API_URL,
    projectKey: settings.PAYMENTWALL_PROJECT_KEY,
    secretKey: settings.PAYMENTWALL_SECRET_KEY,
    widget: settings.PAYMENTWALL_WIDGET,
    uid: user.uid,
    email: user.email,
    orderId: order.id,
    name: nameOf(order.lines),
    amount: toDecimal(order.amount, order.currency),
    currency: order.currency,
    successUrl: `${settings.SHOP_URL}/orders/${order.id}?ref=$ref`,
    timestamp: Math.floor(Date.now() / 1000),
    history: await buyerHistory(user),
    evaluation: settings.PAYMENTWALL_MODE === 'test',
  })
}

/** The order as one product name, at most 256 characters (widget.md §2). */
function nameOf(lines: readonly { name: string }[]): string {
  const names = lines.map((line) => line.name).join(', ')
  return names.length <= 256 ? names : `${names.slice(0, 255)}…`
}

/** The origins whose frames may tell the checkout page of the Paylet's size and progress (widget.md §7). */
export function widgetOrigins(): string[] {
  const settings = env()
  return [...new Set([settings.PAYMENTWALL_API_URL, ...settings.WIDGET_ORIGINS])]
}
