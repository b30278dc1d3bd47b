import { cardSubscriptions, noCards } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'
import { noMembership } from '@/lib/golive/pages'

/** D2.9.2: recurring billing follows the documented flow. */
export const recurringFlow: Check = {
  id: 'D2.9.2',
  version: 1,
  title: 'Recurring billing follows the documented flow',
  asked:
    'Recurring billing is set up as Paymentwall documents it: the plan, its period and the length of the period are sent.',
  sources: [{ document: 'integration checklist', number: '2.9.2' }],
  criterion:
    'Every membership paid by card was sent with plan, period and period_duration, and began a subscription.',
  rationale: 'Paymentwall charges again by what it was told at the start.',
  limits: 'The names of what was sent are kept, not the values.',
  fix: 'Buy a membership by card.',
  freshDays: 90,
  notUsed: async (context) => noCards(context) ?? (await noMembership(context)),
  judge: (context) => cardSubscriptions(context, ['plan', 'period', 'period_duration']),
}
