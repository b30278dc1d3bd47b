import type { Case } from '@/lib/prove/case'
import { isDelivered, isPaidFor, receives } from '@/lib/prove/steps'

export const credits: Case = {
  id: 'credits',
  title: 'A purchase of credits',
  points: ['B10', 'D3.3'],
  paysByCard: false,
  sells: 'credits',
  steps: (local) => [
    ...isPaidFor('credits', local),
    receives(0, { title: 'Type 0 is answered OK', state: 'PAID', held: true }),
    isDelivered,
  ],
}
