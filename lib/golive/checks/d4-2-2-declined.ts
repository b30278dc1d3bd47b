import { noCards, riskReviews } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'

/** D4.2.2: type 202 arrives (declined). */
export const declinedAfterReview: Check = {
  id: 'D4.2.2',
  version: 1,
  title: 'Type 202 arrives (declined)',
  asked: 'A test payment with the code 556 brings a pingback of type 202 (declined).',
  sources: [{ document: 'integration checklist', number: '4.2.2' }],
  criterion: 'A pingback of type 202 arrived for an order of the shop, and nothing is delivered.',
  rationale: 'Risk-reviewed payments are neither paid nor lost until the review ends.',
  limits: 'The shop never sees the code of a card: it counts the pingbacks.',
  fix: 'Pay with a test card and the code 556, and wait two minutes.',
  freshDays: 90,
  notUsed: noCards,
  judge: (context) => riskReviews(context, 202),
}
