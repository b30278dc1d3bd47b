import { noCards, riskReviews } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'

/** D4.1.2: type 201 arrives (approved). */
export const acceptedAfterReview: Check = {
  id: 'D4.1.2',
  version: 1,
  title: 'Type 201 arrives (approved)',
  asked: 'A test payment with the CVV 555 triggers a pingback of type 201 (approved).',
  sources: [{ document: 'integration checklist', number: '4.1.2' }],
  criterion: 'A pingback of type 201 arrived for an order, and its goods were delivered.',
  rationale: 'A payment under risk review is neither paid nor declined until the review ends.',
  limits: 'The shop never sees a card’s CVV, so it looks at the pingbacks.',
  fix: 'Pay with a test card and the CVV 555, and wait two minutes.',
  freshDays: 90,
  notUsed: noCards,
  judge: (context) => riskReviews(context, 201),
}
