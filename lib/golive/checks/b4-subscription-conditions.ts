import type { Check } from '@/lib/golive/check'
import { conditionsShown, noMembership } from '@/lib/golive/pages'

/** B4: subscription conditions are shown beside the button. */
export const subscriptionConditions: Check = {
  id: 'B4',
  version: 1,
  title: 'Subscription conditions are shown beside the button',
  asked:
    'For subscriptions, the conditions are clearly shown: price, interval, length of the trial, first and next charge, and how to cancel.',
  sources: [{ document: 'technical review', number: 'Subscription 1' }],
  criterion:
    'The page of each membership, fetched signed out, gives each of these in the text before the button that orders it.',
  rationale: 'Card schemes want nobody to be charged again and again without having been told so before.',
  limits:
    'It reads the page of each membership on sale. The checkout repeats the same sentences, and the buyer’s acceptance of them is kept with the order.',
  fix: 'Open the membership’s page signed out. The conditions come from its price and periods, under Products.',
  freshDays: 90,
  notUsed: noMembership,
  judge: conditionsShown,
}
