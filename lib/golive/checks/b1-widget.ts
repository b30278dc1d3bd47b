import type { Check, Context, Fact } from '@/lib/golive/check'
import { type PaidOrder, paidOrders } from '@/lib/golive/deliveries'
import { judgementOf } from '@/lib/golive/judgement'
import { startOfDay } from '@/lib/tally/data'

/** The checkout of an order, opened by somebody who is not signed in: it redirects to the sign-in page, and shows nothing. */
async function checkoutFact({ visit, now }: Context, { id }: Pick<PaidOrder, 'id'>): Promise<Fact> {
  const { status, body } = await visit(`/checkout/${id}`)
  const isThere = status < 400
  const isOpen = isThere && body.includes('/api/subscription?')
  return {
    kind: isThere && !isOpen ? 'attack' : 'fault',
    what: 'The checkout of an order, fetched signed out',
    seen: isOpen
      ? 'shows the widget without a sign-in'
      : isThere
        ? 'redirects to the sign-in page'
        : `answered ${status}`,
    at: startOfDay(now),
    subject: { kind: 'order', id },
  }
}

/** B1: the widget is integrated, and orders are paid through it. */
export const widgetReachable: Check = {
  id: 'B1',
  version: 1,
  title: 'The widget is integrated and reachable',
  asked: 'The widget is integrated, as an iframe or by redirect, and buyers can reach it.',
  sources: [{ document: 'technical review', number: 'Widget 1' }],
  criterion:
    'At least one order was paid through the widget, and its checkout shows the widget only to its buyer.',
  rationale: 'Buyers choose how to pay in the widget.',
  limits: 'A payment for an order without a card charge is counted as a widget payment.',
  fix: 'Place an order and pay for it at the checkout under “Other payment methods”.',
  freshDays: 90,
  judge: async (context) => {
    const orders = (await paidOrders(context)).filter(({ byCard }) => !byCard)
    const facts = orders.slice(0, 5).map(
      ({ id, ref, at }): Fact => ({
        kind: 'proof',
        what: `Payment ${ref}`,
        seen: 'made through the widget',
        at,
        subject: { kind: 'order', id },
      }),
    )
    const [newest] = orders
    const checkout = newest ? [await checkoutFact(context, newest)] : []
    return judgementOf([...facts, ...checkout], {
      notYet: 'No order has been paid through the widget yet.',
      proven: 'At least one order was paid through the widget.',
    })
  },
}
