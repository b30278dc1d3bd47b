import type { AwaitedStep, Case, Step } from '@/lib/prove/case'
import { arrivalOf, emulator, recalled } from '@/lib/prove/scene'
import { isPaidFor, receives } from '@/lib/prove/steps'

/** Has the case’s payment refunded. */
export const refunds = (local: boolean): Step => (local ? refundsAtEmulator : refundsByPerson)

const refundsAtEmulator: Step = {
  title: 'Paymentwall refunds the payment',
  act: async (scene) => {
    const ref = recalled(scene, 'ref')
    await emulator(scene).refund(ref)
    return { sentence: `Payment ${ref} is refunded in the merchant area.` }
  },
}

const refundsByPerson: AwaitedStep = {
  title: 'Refund the payment',
  asks: 'Open the order in the back office and refund it, or send a test refund from Paymentwall’s merchant area.',
  found: (scene) => arrivalOf(scene, 2),
}

export const refund: Case = {
  id: 'refund',
  title: 'A refund: type 2 withdraws the goods',
  points: ['B7', 'B10', 'D3.2.2', 'D3.2.2.1', 'D3.3'],
  paysByCard: false,
  sells: 'goods',
  steps: (local) => [
    ...isPaidFor('goods', local),
    refunds(local),
    receives(2, {
      title: 'Type 2 is answered OK, and the goods are withdrawn',
      state: 'REVERSED',
      held: false,
    }),
  ],
}
