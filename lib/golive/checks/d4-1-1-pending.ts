import { noCards, riskReviews } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'

/** D4.1.1: type 200 arrives (pending). */
export const acceptedPending: Check = {
  id: 'D4.1.1',
  version: 1,
  title: 'Type 200 arrives (pending)',
  asked: 'A test payment with the code 555 brings a pingback of type 200 (pending).',
  sources: [{ document: 'integration checklist', number: '4.1.1' }],
  criterion: 'A pingback of type 200 arrived for an order of the shop, and nothing is delivered for it yet.',
  rationale: 'Risk-reviewed payments are neither paid nor lost until the review ends.',
  limits: 'The shop never sees the code of a card: it counts the pingbacks.',
  fix: 'Pay with a test card and the code 555.',
  freshDays: 90,
  notUsed: noCards,
  judge: (context) => riskReviews(context, 200),
}
