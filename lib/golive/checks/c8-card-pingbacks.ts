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
    'A repeated ref delivers nothing again, a wrong signature is refused, pingbacks are tracked, and type 201 after 200 with one ref delivers.',
  sources: [{ document: 'technical review', number: 'Brick 8' }],
  criterion:
    'What B8, B9 and B10 ask holds, and a payment that was under review was accepted and delivered. The oldest of these decides until when.',
  rationale: 'A shop that knows a payment by its ref alone would drop the acceptance after the review.',
  limits: 'The same log and ledger as B8 to B10.',
  fix: 'See B8 to B10, and pay with the test card and the code 555.',
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
