import { noCards, riskReviews } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'

/** D4.1.1: type 200 arrives (pending). */
export const acceptedPending: Check = {
  id: 'D4.1.1',
  version: 1,
  title: 'Type 200 arrives (pending)',
  asked: 'A test payment with the CVV 555 triggers a pingback of type 200 (pending).',
  sources: [{ document: 'integration checklist', number: '4.1.1' }],
  criterion:
    'A pingback of type 200 arrived for an order, the review ended with type 201, and nothing was delivered before that.',
  rationale: 'A payment under risk review is neither paid nor declined until the review ends.',
  limits: 'The shop never sees a card’s CVV, so it looks at the pingbacks.',
  fix: 'Pay with a test card and the CVV 555.',
  freshDays: 90,
  notUsed: noCards,
  judge: (context) => riskReviews(context, 200, 201),
}
