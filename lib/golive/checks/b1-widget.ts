import type { Check, Context, Fact } from '@/lib/golive/check'
import { type PaidOrder, paidOrders } from '@/lib/golive/deliveries'
import { judgementOf } from '@/lib/golive/judgement'
import { startOfDay } from '@/lib/tally/data'

/** The checkout of an order, opened by somebody who is not signed in: it leads to the sign-in, and shows nothing. */
async function checkoutFact({ visit, now }: Context, { id }: Pick<PaidOrder, 'id'>): Promise<Fact> {
  const { status, body } = await visit(`/checkout/${id}`)
  const isThere = status < 400
  const isOpen = isThere && body.includes('/api/subscription?')
  return {
    kind: isThere && !isOpen ? 'attack' : 'fault',
    what: 'The checkout of an order, fetched signed out',
    seen: isOpen ? 'shows the widget to a stranger' : isThere ? 'leads to the sign-in' : `answered ${status}`,
    at: startOfDay(now),
    subject: { kind: 'order', id },
  }
}

/** B1: the widget is integrated, and orders are paid through it. */
export const widgetReachable: Check = {
  id: 'B1',
  version: 1,
  title: 'The widget is integrated and can be reached',
  asked: 'The widget is integrated, as an iframe or by a redirect, and a buyer reaches it.',
  sources: [{ document: 'technical review', number: 'Widget 1' }],
  criterion:
    'At least one order was paid through the widget, and the checkout is there and shows the widget to nobody but its buyer.',
  rationale: 'The widget is where buyers choose how to pay.',
  limits: 'A payment of an order without a card charge counts as one through the widget.',
  fix: 'Order something, and pay it on the checkout through “Other payment methods”.',
  freshDays: 90,
  judge: async (context) => {
    const orders = (await paidOrders(context)).filter(({ byCard }) => !byCard)
    const facts = orders.slice(0, 5).map(
      ({ id, ref, at }): Fact => ({
        kind: 'proof',
        what: `Payment ${ref}`,
        seen: 'made through the widget of its order',
        at,
        subject: { kind: 'order', id },
      }),
    )
    const [newest] = orders
    const checkout = newest ? [await checkoutFact(context, newest)] : []
    return judgementOf([...facts, ...checkout], {
      notYet: 'No order has been paid through the widget yet.',
      proven: 'Orders were paid through the widget.',
    })
  },
}
