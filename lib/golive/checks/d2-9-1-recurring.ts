import { noCards, subscriptionsBegun } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'
import { noMembership } from '@/lib/golive/pages'

/** D2.9.1: recurring billing is used. */
export const recurringUsed: Check = {
  id: 'D2.9.1',
  version: 2,
  title: 'Recurring billing is used',
  asked: 'The merchant states whether recurring billing is used.',
  sources: [{ document: 'integration checklist', number: '2.9.1' }],
  criterion:
    'At least one paid membership started a subscription at Paymentwall, and none was charged only once.',
  rationale: 'Memberships are sold as renewing. One that is charged only once would simply end.',
  limits: 'It checks how subscriptions start. Renewals arrive as pingbacks.',
  fix: 'Buy a membership, preferably by card.',
  freshDays: 90,
  notUsed: async (context) => noCards(context) ?? (await noMembership(context)),
  judge: (context) => subscriptionsBegun(context, []),
}
