import type { Check } from '@/lib/golive/check'
import { conditionsShown, noMembership } from '@/lib/golive/pages'

/** B4: subscription conditions are shown beside the button. */
export const subscriptionConditions: Check = {
  id: 'B4',
  version: 2,
  title: 'Subscription conditions are shown beside the button',
  asked:
    'For subscriptions, the conditions are clearly shown: price, interval, trial length, first and next charge, and how to cancel.',
  sources: [{ document: 'technical review', number: 'Subscription 1' }],
  criterion:
    'On each membership’s page, fetched signed out, the text before the order button states all of these.',
  rationale: 'Card schemes require that buyers are told about recurring charges before they pay.',
  limits:
    'It reads the page of each membership for sale. The checkout repeats the same sentences, and the buyer’s acceptance is stored with the order.',
  fix: 'Open the membership’s page signed out. The conditions are generated from its price and periods, set under Products.',
  freshDays: 90,
  notUsed: noMembership,
  judge: conditionsShown,
}
