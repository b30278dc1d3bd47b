import { forgeriesRefused } from '@/lib/golive/arrivals'
import { noCards, reviewPart, riskReviews } from '@/lib/golive/charges'
import type { Check } from '@/lib/golive/check'
import { goodsFollowPayments, goodsParts, repeatedDeliverOnce } from '@/lib/golive/deliveries'
import { allOf } from '@/lib/golive/judgement'

/** C8: pingbacks of card payments deliver once. */
export const cardPingbacks: Check = {
  id: 'C8',
  version: 2,
  title: 'Pingbacks of card payments deliver once',
  asked:
    'A repeated ref delivers nothing again, a wrong signature is refused, pingbacks are tracked, and type 201 after type 200 with the same ref delivers.',
  sources: [{ document: 'technical review', number: 'Brick 8' }],
  criterion:
    'Points B8, B9 and B10 are met, and a payment under review was accepted and delivered. The oldest of these determines how long the point is valid.',
  rationale: 'A shop that recognises repeats by ref alone would ignore the acceptance after a review.',
  limits: 'It uses the same log and ledger as B8 to B10.',
  fix: 'See B8 to B10, and pay with the test card and the CVV 555.',
  freshDays: 90,
  parts: ['repeated', 'refused', ...goodsParts, reviewPart(201)],
  notUsed: noCards,
  judge: async (context) =>
    allOf(
      await repeatedDeliverOnce(context),
      await forgeriesRefused(context),
      await goodsFollowPayments(context),
      await riskReviews(context, 201),
    ),
}
