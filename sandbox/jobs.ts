import { finishTicket } from './apis/tickets'
import { endHold, endReview } from './brick/follow-ups'
import type { Emulator } from './emulator'
import { abandonSubscription, billSubscription } from './subscriptions/engine'

/** What happens when the emulated clock reaches a job; pingbacks are the sender's own. */
export function registerJobs(emulator: Emulator): void {
  const { scheduler } = emulator
  scheduler.handle('review', async (chargeId) => {
    const payment = endReview(emulator, chargeId)
    if (payment.status === 'declined' && payment.subscriptionId) {
      abandonSubscription(emulator, payment.subscriptionId)
    }
  })
  scheduler.handle('hold', async (chargeId) => endHold(emulator, chargeId))
  scheduler.handle('subscription', async (id) => billSubscription(emulator, id))
  scheduler.handle('ticket', async (id) => finishTicket(emulator, id))
}
