import { noCards, riskReviews } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'

/** D4.2.2: type 202 arrives (declined). */
export const declinedAfterReview: Check = {
  id: 'D4.2.2',
  version: 1,
  title: 'Type 202 arrives (declined)',
  asked: 'A test payment with the CVV 556 triggers a pingback of type 202 (declined).',
  sources: [{ document: 'integration checklist', number: '4.2.2' }],
  criterion: 'A pingback of type 202 arrived for an order, and nothing was delivered.',
  rationale: 'A payment under risk review is neither paid nor declined until the review ends.',
  limits: 'The shop never sees a card’s CVV, so it looks at the pingbacks.',
  fix: 'Pay with a test card and the CVV 556, and wait two minutes.',
  freshDays: 90,
  notUsed: noCards,
  judge: (context) => riskReviews(context, 202),
}
