import type { Case } from '@/lib/prove/case'
import { isUnpaid, orderForCard, paysByCard, reached } from '@/lib/prove/steps'

export const secureAbandoned: Case = {
  id: 'secure-abandoned',
  title: '3-D Secure, left without an answer',
  points: ['C4', 'D2.3'],
  paysByCard: true,
  sells: 'again',
  steps: () => [
    orderForCard,
    paysByCard(
      'Pay by card and leave the bank’s page',
      { card: 'approved', bank: 'left' },
      (now) => reached(now, 'EXPIRED')?.told,
    ),
    isUnpaid,
  ],
}
