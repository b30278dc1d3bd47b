import { listenerAnswers } from '@/lib/golive/arrivals'
import type { Check } from '@/lib/golive/check'

/** B6: the pingback listener exists. */
export const listener: Check = {
  id: 'B6',
  version: 1,
  title: 'The pingback listener exists',
  asked: 'There is a pingback listener at the address that the project names.',
  sources: [{ document: 'technical review', number: 'Pingback 1' }],
  criterion: 'At least one pingback was taken and answered 200 OK.',
  rationale: 'Paymentwall tells of payments by pingbacks alone.',
  limits:
    'That the project at Paymentwall names this address is shown by pingbacks that arrive, not by the project’s settings.',
  fix: 'Set the project’s pingback URL to the shop’s address followed by /api/pingback, and send a test pingback from the merchant area.',
  freshDays: 90,
  judge: listenerAnswers,
}
