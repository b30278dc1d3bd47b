import { type Part, readParts } from '@/lib/buyer-parts'
import { Prisma } from '@/lib/generated/prisma/client'
import type { Uid } from '@/lib/ids'
import { fromDecimal, toDecimal } from '@/lib/money'

interface PastPurchases {
  payments: number
  /** What those in US dollars came to, in major units; null for none. */
  dollars: string | null
  delivered: number
}

/** What a buyer has bought so far. */
export const pastPurchasesPart: Part<PastPurchases> = {
  sql: Prisma.sql`
    SELECT json_build_object('payments', count(*),
      'dollars', trim_scale(sum(y.price) FILTER (WHERE o.currency = 'USD'))::text,
      'delivered', (SELECT count(*) FROM deliveries d WHERE d.uid = u.uid AND d.withdrawn_at IS NULL))
    FROM orders o JOIN payments y ON y.order_id = o.id WHERE o.uid = u.uid AND y.state = 'PAID'`,
}

/**
 * What the shop knows of a buyer, under the provider's names (widget.md §8). Only what is known: nothing is invented.
 *
 * @param known what was read of their purchases before
 */
export async function buyerHistory(
  user: { uid: Uid; registeredAt: Date; registrationIp: string | null },
  known?: PastPurchases,
): Promise<[name: string, value: string][]> {
  const past = known ?? (await readParts(user.uid, { past: pastPurchasesPart })).past
  const dollars = (past.dollars && fromDecimal(past.dollars, 'USD')) || { amount: 0, currency: 'USD' }
  return [
    ['history[registration_date]', String(Math.floor(user.registeredAt.getTime() / 1000))],
    ...(user.registrationIp ? [['history[registration_ip]', user.registrationIp] as [string, string]] : []),
    ['history[payments_number]', String(past.payments)],
    ['history[payments_amount]', toDecimal(dollars)],
    ['history[delivered_products]', String(past.delivered)],
  ]
}
