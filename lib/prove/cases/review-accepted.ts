import type { Case } from '@/lib/prove/case'
import { duplicateOf, orderForCard, paysByCard, reached, receives, verdict } from '@/lib/prove/steps'

export const reviewAccepted: Case = {
  id: 'review-accepted',
  title: 'A risk review that accepts: type 200, then 201',
  points: ['C7', 'C8', 'D4.1.1', 'D4.1.2'],
  paysByCard: true,
  sells: 'again',
  steps: (local) => [
    orderForCard,
    paysByCard(
      'Pay by card with CVV 555',
      { card: 'review-accepted' },
      (now) => reached(now, 'REVIEW')?.told,
    ),
    receives(200, {
      title: 'Type 200 is answered OK: nothing is delivered yet',
      state: 'REVIEW',
      held: false,
    }),
    ...verdict(local),
    receives(201, {
      title: 'Type 201 is answered OK, and the goods are delivered',
      state: 'PAID',
      held: true,
    }),
    duplicateOf(201),
  ],
}
