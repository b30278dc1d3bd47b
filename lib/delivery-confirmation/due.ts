import type { PaymentState } from '@/lib/generated/prisma/enums'
import type { DeliveryStatus } from '@/lib/paymentwall/delivery'
import { reversalReason } from '@/lib/paymentwall/reversal-reasons'

/** What is known of a payment and the goods of its order. */
export interface DeliveryFacts {
  state: PaymentState
  /** Ever PAID: only then was something to be delivered. */
  everPaid: boolean
  reversalReason: number | null
  /** Whether every line of the order is held by its buyer. */
  isDelivered: boolean
  /** Whether a line waits for a licence key. */
  waitsForKey: boolean
  /** Whether the subscription has ended, and this is its newest payment. */
  subscriptionEnded: boolean
}

export interface DueStatus {
  status: DeliveryStatus
  reason: string
}

/**
 * What Paymentwall should have been told of a payment by now, in the order in which it happened. A payment that is taken back
 * before anything was told of it has nothing to tell.
 *
 * @param told what it was told before
 */
export function dueStatuses(facts: DeliveryFacts, told: ReadonlySet<DeliveryStatus>): DueStatus[] {
  const due: DueStatus[] = []
  if (facts.state === 'PAID') {
    due.push({ status: 'order_placed', reason: '' })
    if (facts.isDelivered) due.push({ status: 'delivered', reason: '' })
    else if (facts.waitsForKey) {
      due.push({ status: 'delayed', reason: 'The licence key is not in stock yet.' })
    }
  } else if (facts.everPaid && told.has('order_placed')) {
    due.push(ending(facts))
  }
  if (facts.subscriptionEnded && told.has('order_placed')) {
    due.push({ status: 'cancelled_subscription', reason: '' })
  }
  return due.filter(({ status }) => !told.has(status))
}

/** Whether more will have to be told although nothing more happens to the payment: the goods are still to come. */
export const isOpen = (facts: DeliveryFacts): boolean => facts.state === 'PAID' && !facts.isDelivered

/** The pingback reason of a refund (pingback.md §5). */
const refund = 9

function ending({ state, reversalReason: code }: DeliveryFacts): DueStatus {
  if (state === 'REVERSED' && (code === null || code === refund)) {
    return { status: 'refund_issued', reason: 'The payment was refunded.' }
  }
  const why = code === null ? `The payment is ${state.toLowerCase()}.` : `${reversalReason(code)}.`
  return { status: 'order_cancelled', reason: why }
}
