import { db } from '@/lib/db'
import type { Uid } from '@/lib/ids'
import { fromColumn, toDecimal } from '@/lib/money'

/** What the shop knows of a buyer, under the provider's names (widget.md §8). Only what is known: nothing is invented. */
export async function buyerHistory(user: {
  uid: Uid
  registeredAt: Date
  registrationIp: string | null
}): Promise<[name: string, value: string][]> {
  const paid = { state: 'PAID' as const, order: { uid: user.uid } }
  const [payments, inDollars, delivered] = await Promise.all([
    db().payment.count({ where: paid }),
    db().payment.aggregate({
      where: { ...paid, order: { uid: user.uid, currency: 'USD' } },
      _sum: { price: true },
    }),
    db().delivery.count({ where: { uid: user.uid, withdrawnAt: null } }),
  ])
  const dollars = fromColumn(inDollars._sum.price, 'USD') ?? { amount: 0, currency: 'USD' }
  return [
    ['history[registration_date]', String(Math.floor(user.registeredAt.getTime() / 1000))],
    ...(user.registrationIp ? [['history[registration_ip]', user.registrationIp] as [string, string]] : []),
    ['history[payments_number]', String(payments)],
    ['history[payments_amount]', toDecimal(dollars)],
    ['history[delivered_products]', String(delivered)],
  ]
}
