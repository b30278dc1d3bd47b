import type { Case } from '@/lib/prove/case'
import { isDelivered, paysByCard, placesOperatorOrder, reached, receives } from '@/lib/prove/steps'

export const cardMembership: Case = {
  id: 'card-membership',
  title: 'A membership paid by card',
  points: ['C6', 'D2.9.1', 'D2.9.2', 'D2.9.3', 'D2.9.4'],
  paysByCard: true,
  sells: 'membership',
  steps: () => [
    placesOperatorOrder('membership'),
    paysByCard(
      'Start the membership by card',
      { card: 'approved' },
      (now) => reached(now, 'SUCCEEDED')?.told,
    ),
    receives(0, { title: 'Type 0 is answered OK', state: 'PAID', held: true }),
    isDelivered,
  ],
}
