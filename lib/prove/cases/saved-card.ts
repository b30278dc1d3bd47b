import type { Case } from '@/lib/prove/case'
import { isDelivered, orderForCard, paysByCard, reached, receives } from '@/lib/prove/steps'

export const savedCard: Case = {
  id: 'saved-card',
  title: 'A saved card that pays again',
  points: ['C2', 'C5'],
  paysByCard: true,
  sells: 'again',
  steps: () => [
    orderForCard,
    paysByCard(
      'Pay by card and save the card',
      { card: 'approved', saves: true },
      (now) => reached(now, 'SUCCEEDED')?.told,
    ),
    receives(0, { title: 'Type 0 is answered OK', state: 'PAID', held: true }),
    orderForCard,
    paysByCard('Pay with the saved card', {}, (now) => reached(now, 'SUCCEEDED')?.told),
    isDelivered,
  ],
}
