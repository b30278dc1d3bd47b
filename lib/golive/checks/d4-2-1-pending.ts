import { riskReviews } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'
import { acceptedPending } from '@/lib/golive/checks/d4-1-1-pending'

/** D4.2.1: as D4.1.1, for a review that ends with type 202. */
export const declinedPending: Check = {
  ...acceptedPending,
  id: 'D4.2.1',
  title: 'Type 200 arrives (pending, declined later)',
  asked: 'A test payment with the CVV 556 triggers a pingback of type 200 (pending).',
  sources: [{ document: 'integration checklist', number: '4.2.1' }],
  criterion:
    'A pingback of type 200 arrived for an order, the review ended with type 202, and nothing was delivered.',
  fix: 'Pay with a test card and the CVV 556, and wait two minutes.',
  judge: (context) => riskReviews(context, 200, 202),
}
