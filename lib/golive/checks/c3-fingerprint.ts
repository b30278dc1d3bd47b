import { fingerprintShare, noCards } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'

/** C3: charges bear the browser’s fingerprint. */
export const fingerprint: Check = {
  id: 'C3',
  version: 1,
  title: 'Charges include the browser’s fingerprint',
  asked: 'The fingerprint from Brick.js is sent with every charge and subscription.',
  sources: [{ document: 'technical review', number: 'Brick 3' }],
  criterion: 'Every charge of a newly entered card included a fingerprint.',
  rationale: 'Paymentwall’s risk check uses it to recognise the buyer’s browser.',
  limits:
    'Charges of saved cards have no fingerprint and are not counted. Only the newest 200 charges of the last 30 days are checked.',
  fix: 'Find the charge without one. Brick.js sends the fingerprint along with the token; a form submitted without Brick.js has none.',
  freshDays: 30,
  notUsed: noCards,
  judge: fingerprintShare,
}
