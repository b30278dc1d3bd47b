import { answeredOk } from '@/lib/golive/arrivals'
import type { Check } from '@/lib/golive/check'

/** D3.2.1: a pingback of type 0 is received. */
export const paymentReceived: Check = {
  id: 'D3.2.1',
  version: 1,
  title: 'A pingback of type 0 is received',
  asked: 'A pingback of type 0 (payment) is tested.',
  sources: [{ document: 'integration checklist', number: '3.2.1' }],
  criterion: 'A pingback of type 0 arrived and was applied.',
  rationale: 'Pingbacks are the only way Paymentwall reports payments and reversals.',
  limits: 'Only the newest 20,000 arrivals are checked.',
  fix: 'Make a test payment.',
  freshDays: 90,
  judge: (context) => answeredOk(context, [0]),
}
