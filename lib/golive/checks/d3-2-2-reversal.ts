import { answeredOk } from '@/lib/golive/arrivals'
import type { Check } from '@/lib/golive/check'

/** D3.2.2: a pingback of type 2 is received. */
export const reversalReceived: Check = {
  id: 'D3.2.2',
  version: 1,
  title: 'A pingback of type 2 is received',
  asked: 'A pingback of type 2 (reversal) is tested.',
  sources: [{ document: 'integration checklist', number: '3.2.2' }],
  criterion: 'A pingback of type 2 arrived and was applied.',
  rationale: 'Pingbacks are the only way Paymentwall reports payments and reversals.',
  limits: 'Only the newest 20,000 arrivals are checked.',
  fix: 'Make a test payment and refund it in the merchant area.',
  freshDays: 90,
  judge: (context) => answeredOk(context, [2]),
}
