import type { Case } from '@/lib/prove/case'
import { refunds } from '@/lib/prove/cases/refund'
import { orderForCard, paysByCard, reached, receives } from '@/lib/prove/steps'

export const cardRefund: Case = {
  id: 'card-refund',
  title: 'A refund of a card payment',
  points: ['C7', 'C8'],
  paysByCard: true,
  sells: 'again',
  steps: (local) => [
    orderForCard,
    paysByCard('Pay by card', { card: 'approved' }, (now) => reached(now, 'SUCCEEDED')?.told),
    receives(0, { title: 'Type 0 is answered OK', state: 'PAID', held: true }),
    refunds(local),
    receives(2, {
      title: 'Type 2 is answered OK, and the goods are withdrawn',
      state: 'REVERSED',
      held: false,
    }),
  ],
}
