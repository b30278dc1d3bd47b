import { payletUrl } from '@/lib/checkout/paylet'
import type { Check, Fact } from '@/lib/golive/check'
import { judgementOf } from '@/lib/golive/judgement'
import { english } from '@/lib/languages/locale'

const profile = ['uid', 'email', 'timestamp', 'history[registration_date]', 'history[payments_number]']

/** D1.3: the widget is told what the merchant knows of the buyer. */
export const widgetProfile: Check = {
  id: 'D1.3',
  version: 1,
  title: 'The User Profile API is implemented',
  asked:
    'The widget call includes what the merchant knows about the buyer: e-mail address, registration date and history.',
  sources: [{ document: 'integration checklist', number: '1.3' }],
  criterion: 'The signed widget URL of each of the newest orders has all of these parameters, with values.',
  rationale: 'Paymentwall’s risk check uses them to tell a returning customer from a new one.',
  limits:
    'The URLs are generated again by the code that the checkout uses. Accounts whose e-mail address can’t be signed can only pay by card.',
  fix: 'Place an order and open its checkout.',
  freshDays: 90,
  judge: async ({ database, since }) => {
    const orders = await database.order.findMany({
      where: { createdAt: { gte: since }, isProbe: false },
      orderBy: { createdAt: 'desc' },
      take: 5,
      include: { user: true, lines: { orderBy: { position: 'asc' } } },
    })
    const facts: Fact[] = []
    for (const order of orders) {
      const address = await payletUrl(english, order, order.user)
      if (address === undefined) continue
      const sent = new URL(address).searchParams
      const missing = profile.filter(
        (name) => ['', '0'].includes(sent.get(name) ?? '') && !(name.endsWith('number]') && sent.has(name)),
      )
      facts.push({
        kind: missing.length > 0 ? 'fault' : 'proof',
        what: `The widget URL of order ${order.id}`,
        seen: missing.length > 0 ? `lacks ${missing.join(', ')}` : `has ${profile.join(', ')}`,
        at: order.createdAt,
        subject: { kind: 'order', id: order.id },
      })
    }
    return judgementOf(
      facts,
      { notYet: 'No order has been placed yet.', proven: 'The widget call includes the buyer’s profile.' },
      { passed: facts.filter(({ kind }) => kind === 'proof').length, of: facts.length },
    )
  },
}
