import { listenerAnswers } from '@/lib/golive/arrivals'
import type { Check } from '@/lib/golive/check'

/** B6: the pingback listener exists. */
export const listener: Check = {
  id: 'B6',
  version: 1,
  title: 'The pingback listener exists',
  asked: 'There is a pingback listener at the project’s pingback URL.',
  sources: [{ document: 'technical review', number: 'Pingback 1' }],
  criterion: 'At least one pingback was accepted and answered with 200 OK.',
  rationale: 'Pingbacks are the only way Paymentwall reports payments.',
  limits:
    'The project’s settings at Paymentwall are not visible to the shop. Pingbacks that arrive show that the URL is right.',
  fix: 'Set the project’s pingback URL to the shop’s address followed by /api/pingback, and send a test pingback from the merchant area.',
  freshDays: 90,
  judge: listenerAnswers,
}
