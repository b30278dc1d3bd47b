import type { Case } from '@/lib/prove/case'
import { isUnpaid, orderForCard, paysByCard, reached } from '@/lib/prove/steps'

export const secureDeclined: Case = {
  id: 'secure-declined',
  title: '3-D Secure, declined at the bank',
  points: ['C4', 'D2.3'],
  paysByCard: true,
  sells: 'again',
  steps: () => [
    orderForCard,
    paysByCard(
      'Pay by card and decline at the bank',
      { card: 'approved', bank: 'declined' },
      (now) => reached(now, 'DECLINED')?.told,
    ),
    isUnpaid,
  ],
}
