import { cardSubscriptions, noCards } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'
import { noMembership } from '@/lib/golive/pages'

/** D2.9.1: recurring billing is used. */
export const recurringUsed: Check = {
  id: 'D2.9.1',
  version: 1,
  title: 'Recurring billing is used',
  asked: 'Whether recurring billing is used.',
  sources: [{ document: 'integration checklist', number: '2.9.1' }],
  criterion:
    'A membership was paid by card and began a subscription at Paymentwall; none was charged once only.',
  rationale: 'A membership is promised to renew. Charged once, it would end without a word.',
  limits: 'It sees subscriptions as they begin. Renewals arrive as pingbacks.',
  fix: 'Buy a membership by card.',
  freshDays: 90,
  notUsed: async (context) => noCards(context) ?? (await noMembership(context)),
  judge: (context) => cardSubscriptions(context, []),
}
