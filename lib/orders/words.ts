import type { ChargeState } from '@/lib/generated/prisma/enums'
import { isPayable, type OrderFacts, type OrderState, orderState } from '@/lib/orders/state'
import { brickError } from '@/lib/paymentwall/brick-errors'

interface OrderWords {
  kind: 'info' | 'positive' | 'caution' | 'critical'
  /** For a line in a list. */
  label: string
  title: string
  text: string
}

type Charges = readonly { state: ChargeState; errorCode: number | null }[]

const stateWords: Record<OrderState, OrderWords> = {
  pending: {
    kind: 'info',
    label: 'Waiting for the payment',
    title: 'Waiting for the payment',
    text: 'As soon as Paymentwall confirms the payment, this page shows your goods by itself. If you have not paid yet, you can do so now.',
  },
  checking: {
    kind: 'info',
    label: 'Checking the payment',
    title: 'We are checking your payment',
    text: 'A payment for this order is under way, and we are asking how it ended. Please don’t pay again; this page shows the outcome by itself.',
  },
  requires_action: {
    kind: 'info',
    label: 'Waiting for your bank',
    title: 'Your bank is waiting for you',
    text: 'Confirm the payment on the page of your bank. Nothing is charged until then.',
  },
  confirming: {
    kind: 'info',
    label: 'Payment accepted',
    title: 'Payment accepted, handing over',
    text: 'Your card was charged. We are waiting for Paymentwall’s confirmation, then your goods appear here by themselves.',
  },
  authorised: {
    kind: 'info',
    label: 'Payment authorised',
    title: 'Payment authorised',
    text: 'The amount is reserved on your card and has not been charged. We charge it when your order is ready, within seven days.',
  },
  under_review: {
    kind: 'caution',
    label: 'Under review',
    title: 'Your payment is under review',
    text: 'Paymentwall is checking the payment, which usually takes a few minutes. You need not do anything; this page shows the outcome by itself.',
  },
  paid: {
    kind: 'positive',
    label: 'Paid, delivered',
    title: 'Paid, delivered',
    text: 'Thank you. What you bought is below, and in your account.',
  },
  refunded: {
    kind: 'caution',
    label: 'Refunded',
    title: 'This order was refunded',
    text: 'The payment was returned to you, and the goods were withdrawn. Write to us if you did not expect this.',
  },
  charged_back: {
    kind: 'caution',
    label: 'Charged back',
    title: 'The payment was charged back',
    text: 'Your bank took the payment back, and the goods were withdrawn. If this is a mistake, write to us.',
  },
  expired: {
    kind: 'info',
    label: 'Expired',
    title: 'This order has expired',
    text: 'It was not paid in time, so its price no longer holds. Nothing is owed. You can order the same again at today’s price.',
  },
  failed: {
    kind: 'critical',
    label: 'The payment did not go through',
    title: 'The payment did not go through',
    text: 'Nothing was charged for this order. You can try again, with another card or another way of paying.',
  },
}

/**
 * How an order stands, and what to do about it, in words for its buyer.
 *
 * @param at the shop's time (lib/clock.ts)
 */
export function orderWords(order: OrderFacts & { charges: Charges }, at: Date): OrderWords {
  const problem = isPayable(order, at) ? chargeProblem(order.charges) : undefined
  return problem ? { ...stateWords.failed, text: problem } : stateWords[orderState(order, at)]
}

/** Why the last try to pay a payable order by card came to nothing, in a sentence for the buyer; undefined when it did not. */
export function chargeProblem(charges: Charges): string | undefined {
  const last = charges.at(-1)
  switch (last?.state) {
    case 'DECLINED':
      return brickError(last.errorCode).sentence
    case 'EXPIRED':
      return 'The payment was not confirmed with your bank. Nothing was charged. You can pay again, with this card or in another way.'
    // Of an order that can be paid again: its hold is over, whether by a void or after seven days.
    case 'AUTHORISED':
    case 'VOIDED':
      return 'The amount that was reserved on your card is released. Nothing was charged.'
    default:
      return undefined
  }
}
