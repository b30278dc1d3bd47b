import { noCards, secureSteps } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'

/** C4: 3-D Secure is implemented. */
export const threeDSecure: Check = {
  id: 'C4',
  version: 2,
  title: '3-D Secure is implemented',
  asked:
    'The 3-D Secure step works: the bank asks, the charge is completed by a second call, and a buyer who leaves is not charged.',
  sources: [{ document: 'technical review', number: 'Brick 4' }],
  criterion:
    'At least one charge was completed in two steps around the bank’s page, and one that was left there charged nothing. The older of the two decides until when.',
  rationale: 'The bank’s confirmation moves the liability for fraud from the merchant to the bank.',
  limits: 'It sees the shop’s two calls, not the bank’s page. The newest 200 such charges are looked at.',
  fix: 'Pay with a test card above the BRICK_SECURE amount and approve at the bank, then leave another payment there, or press “Prove it now”.',
  freshDays: 90,
  parts: ['completed', 'abandoned'],
  notUsed: noCards,
  judge: secureSteps,
}
