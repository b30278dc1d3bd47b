import type { Case } from '@/lib/prove/case'
import { isDelivered, orderForCard, paysByCard, reached, receives } from '@/lib/prove/steps'

export const secure: Case = {
  id: 'secure',
  title: '3-D Secure, confirmed at the bank',
  points: ['C4', 'D2.3'],
  paysByCard: true,
  sells: 'again',
  steps: () => [
    orderForCard,
    paysByCard(
      'Pay by card and approve at the bank',
      { card: 'approved', bank: 'approved' },
      (now) => reached(now, 'SUCCEEDED')?.told,
    ),
    receives(0, { title: 'Type 0 is answered OK', state: 'PAID', held: true }),
    isDelivered,
  ],
}
