import type { Case } from '@/lib/prove/case'
import { orderForCard, paysByCard, reached, receives, verdict } from '@/lib/prove/steps'

export const reviewDeclined: Case = {
  id: 'review-declined',
  title: 'A risk review that declines: type 200, then 202',
  points: ['C7', 'D4.2.1', 'D4.2.2'],
  paysByCard: true,
  sells: 'again',
  steps: (local) => [
    orderForCard,
    paysByCard(
      'Pay by card with CVV 556',
      { card: 'review-declined' },
      (now) => reached(now, 'REVIEW')?.told,
    ),
    receives(200, {
      title: 'Type 200 is answered OK: nothing is delivered yet',
      state: 'REVIEW',
      held: false,
    }),
    ...verdict(local),
    receives(202, { title: 'Type 202 is answered OK: nothing is delivered', state: 'DECLINED', held: false }),
  ],
}
