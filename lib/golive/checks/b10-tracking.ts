import { attacksTried } from '@/lib/golive/arrivals'
import type { Check } from '@/lib/golive/check'
import { goodsFollowPayments, goodsParts } from '@/lib/golive/deliveries'
import { withAttacks } from '@/lib/golive/judgement'

/** B10: pingbacks are tracked and the goods delivered. */
export const tracking: Check = {
  id: 'B10',
  version: 2,
  title: 'Pingbacks are tracked and the goods delivered',
  asked: 'Pingbacks are recorded, the product is delivered after a payment, and withdrawn after a reversal.',
  sources: [{ document: 'technical review', number: 'Pingback 5' }],
  criterion:
    'Every payment is in the ledger. Goods are delivered while their order is paid and withdrawn after a refund. At least one of each has happened; the older one determines how long the point is valid.',
  rationale: 'Buyers get what they paid for, and lose it with a refund.',
  limits:
    'Goods that an operator granted or withdrew manually are accepted as they are. Only the newest 200 payments are checked.',
  fix: 'Make a test payment and refund it, or press “Prove it now”.',
  freshDays: 90,
  parts: goodsParts,
  judge: async (context) => {
    const judgement = await goodsFollowPayments(context)
    return withAttacks(judgement, await attacksTried(context))
  },
}
