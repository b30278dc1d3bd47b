import { noCards, subscriptionsBegun } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'
import { noMembership } from '@/lib/golive/pages'

/** D2.9.2: recurring billing follows the documented flow. */
export const recurringFlow: Check = {
  id: 'D2.9.2',
  version: 2,
  title: 'Recurring billing follows the documented flow',
  asked: 'Recurring billing is set up as Paymentwall documents it: with plan, period and period duration.',
  sources: [{ document: 'integration checklist', number: '2.9.2' }],
  criterion:
    'Every membership charge by card included plan, period and period_duration and started a subscription. For every one paid through the widget, Paymentwall reported the period.',
  rationale: 'Paymentwall renews according to what it was told at the start.',
  limits: 'The shop stores the names of the parameters sent, not their values.',
  fix: 'Buy a membership, preferably by card.',
  freshDays: 90,
  notUsed: async (context) => noCards(context) ?? (await noMembership(context)),
  judge: (context) => subscriptionsBegun(context, ['plan', 'period', 'period_duration']),
}
