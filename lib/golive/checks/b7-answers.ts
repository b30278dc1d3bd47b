import { answeredOk, answerPart } from '@/lib/golive/arrivals'
import type { Check } from '@/lib/golive/check'

/** B7: payments and reversals are answered OK. */
export const answers: Check = {
  id: 'B7',
  version: 2,
  title: 'Payments and reversals are answered OK',
  asked: 'The listener answers exactly OK to pingbacks of type 0 (payment) and type 2 (reversal).',
  sources: [{ document: 'technical review', number: 'Pingback 2' }],
  criterion:
    'The newest pingback of type 0 and the newest of type 2 were applied and answered with status 200 and the body OK. The older of the two determines how long the point is valid.',
  rationale: 'After any other answer Paymentwall sends the pingback again, every half hour.',
  limits: 'The answer is derived from the log: the shop answers OK only after the commit.',
  fix: 'Make a test payment and refund it in the merchant area, or press “Prove it now”.',
  freshDays: 90,
  parts: [0, 2].map(answerPart),
  judge: (context) => answeredOk(context, [0, 2]),
}
