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
    'Every payment stands in the ledger. The goods of an order are delivered while it is paid, and withdrawn once it was refunded: at least one of each, of which the older decides until when.',
  rationale: 'The buyer gets what was paid for, and a refund ends it.',
  limits:
    'Goods that an operator granted or withdrew by hand count as decided. The newest 200 payments are looked at.',
  fix: 'Make a test payment and refund it, or press “Prove it now”.',
  freshDays: 90,
  parts: goodsParts,
  judge: async (context) => {
    const judgement = await goodsFollowPayments(context)
    return withAttacks(judgement, await attacksTried(context))
  },
}
