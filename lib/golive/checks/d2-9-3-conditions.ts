import type { Check } from '@/lib/golive/check'
import { subscriptionConditions } from '@/lib/golive/checks/b4-subscription-conditions'

/** D2.9.3: what B4 shows, under its older number. */
export const recurringConditions: Check = {
  ...subscriptionConditions,
  id: 'D2.9.3',
  title: 'The subscription’s conditions are clearly shown',
  asked: 'The subscription’s conditions are clearly shown.',
  sources: [{ document: 'integration checklist', number: '2.9.3' }],
}
