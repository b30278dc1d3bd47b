import { noCards, secureSteps } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'

/** C4: 3-D Secure is implemented. */
export const threeDSecure: Check = {
  id: 'C4',
  version: 2,
  title: '3-D Secure is implemented',
  asked:
    '3-D Secure works: the bank asks the buyer, a second call completes the charge, and a buyer who leaves is not charged.',
  sources: [{ document: 'technical review', number: 'Brick 4' }],
  criterion:
    'At least one charge was completed by a second call after the bank’s page, and at least one that was abandoned there charged nothing. The older of the two determines how long the point is valid.',
  rationale: '3-D Secure shifts the liability for fraud from the merchant to the bank.',
  limits: 'It sees the shop’s two calls, not the bank’s page. Only the newest 200 such charges are checked.',
  fix: 'Pay with a test card above the BRICK_SECURE amount and approve at the bank, then abandon another payment there. Or press “Prove it now”.',
  freshDays: 90,
  parts: ['completed', 'abandoned'],
  notUsed: noCards,
  judge: secureSteps,
}
