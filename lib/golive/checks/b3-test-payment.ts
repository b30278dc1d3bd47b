import { attacksTried } from '@/lib/golive/arrivals'
import type { Check } from '@/lib/golive/check'
import { goodsFact, paidOrders } from '@/lib/golive/deliveries'
import { judgementOf, withAttacks } from '@/lib/golive/judgement'

/** B3: a test payment was made for this project. */
export const testPayment: Check = {
  id: 'B3',
  version: 1,
  title: 'A test payment was made',
  asked: 'A payment was made with the Test Payment Method.',
  sources: [{ document: 'technical review', number: 'Widget 3' }],
  criterion: 'A pingback with is_test=1 for this project paid an order, and its goods were delivered.',
  rationale: 'It shows the complete flow, from the widget to the goods.',
  limits: 'Payments from another project or mode are not counted.',
  fix: 'Pay for an order in the widget with the Test Payment Method, or press “Prove it now”.',
  freshDays: 90,
  notUsed: ({ env }) =>
    env.PAYMENTWALL_MODE === 'live'
      ? 'The Test Payment Method is switched off in a live project.'
      : undefined,
  judge: async (context) => {
    const facts = (await paidOrders(context))
      .filter(({ isTest, state }) => isTest && state === 'PAID')
      .map(goodsFact)
      .map((fact) => ({ ...fact, what: fact.what.replace(/^Payment/, 'Test payment') }))
    const judgement = judgementOf(facts, {
      notYet: 'No test payment has been made for this project yet.',
      proven: 'A test payment paid an order of this project, and its goods were delivered.',
    })
    return withAttacks(judgement, await attacksTried(context))
  },
}
