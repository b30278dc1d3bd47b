import type { Case } from '@/lib/prove/case'
import { isDelivered, orderForCard, paysByCard, reached, receives } from '@/lib/prove/steps'

export const card: Case = {
  id: 'card',
  title: 'A card payment, with the browser’s fingerprint',
  points: ['C1', 'C2', 'C3', 'C5', 'C7', 'D2.1', 'D2.2', 'D2.4', 'D2.5', 'D2.6', 'D2.7'],
  paysByCard: true,
  sells: 'again',
  steps: () => [
    orderForCard,
    paysByCard('Pay by card', { card: 'approved' }, (now) => reached(now, 'SUCCEEDED')?.told),
    receives(0, { title: 'Type 0 is answered OK', state: 'PAID', held: true }),
    isDelivered,
  ],
}
