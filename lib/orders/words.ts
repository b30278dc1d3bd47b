import { cardErrorSentence } from '@/lib/card-errors'
import type { ChargeState } from '@/lib/generated/prisma/enums'
import { english } from '@/lib/languages/locale'
import { isPayable, type OrderFacts, type OrderState, orderState } from '@/lib/orders/state'

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
    label: 'Awaiting payment',
    title: 'Awaiting payment',
    text: 'Your purchase appears here as soon as Paymentwall confirms the payment. This page updates automatically. If you haven’t paid yet, you can do so now.',
  },
  checking: {
    kind: 'info',
    label: 'Checking payment',
    title: 'We are checking your payment',
    text: 'A payment for this order is in progress, and we are waiting for the result. Please don’t pay again. This page updates automatically.',
  },
  requires_action: {
    kind: 'info',
    label: 'Waiting for your bank',
    title: 'Confirm the payment with your bank',
    text: 'Confirm the payment on your bank’s page. You are not charged until you do.',
  },
  confirming: {
    kind: 'info',
    label: 'Payment received',
    title: 'Payment received, confirming',
    text: 'Your card has been charged. Your purchase appears here as soon as Paymentwall confirms the payment. This page updates automatically.',
  },
  authorised: {
    kind: 'info',
    label: 'Payment authorised',
    title: 'Payment authorised',
    text: 'The amount is reserved on your card but has not been charged. We charge it when your order is ready, within seven days.',
  },
  under_review: {
    kind: 'caution',
    label: 'Under review',
    title: 'Your payment is under review',
    text: 'Paymentwall is reviewing the payment, which usually takes a few minutes. You don’t need to do anything. This page updates automatically.',
  },
  paid: {
    kind: 'positive',
    label: 'Paid and delivered',
    title: 'Paid and delivered',
    text: 'Thank you. Your purchase is below and in your account.',
  },
  refunded: {
    kind: 'caution',
    label: 'Refunded',
    title: 'This order was refunded',
    text: 'Your payment was refunded, and your purchase was withdrawn. If you did not expect this, write to us.',
  },
  charged_back: {
    kind: 'caution',
    label: 'Charged back',
    title: 'The payment was charged back',
    text: 'Your bank reversed the payment, and your purchase was withdrawn. If this is a mistake, write to us.',
  },
  expired: {
    kind: 'info',
    label: 'Expired',
    title: 'This order has expired',
    text: 'It was not paid in time, so its price is no longer valid. You owe nothing. You can place the order again at today’s price.',
  },
  failed: {
    kind: 'critical',
    label: 'Payment failed',
    title: 'Payment failed',
    text: 'You have not been charged for this order. Try again with another card or payment method.',
  },
}

/**
 * The state of an order, and what to do about it, in words for its buyer.
 *
 * @param at the shop's time (lib/clock.ts)
 * @param hasAccount whether an account of the reader has the order
 */
export function orderWords(
  order: OrderFacts & { charges: Charges },
  at: Date,
  hasAccount: boolean,
): OrderWords {
  const problem = isPayable(order, at) ? chargeProblem(order.charges) : undefined
  if (problem) return { ...stateWords.failed, text: problem }
  const state = orderState(order, at)
  const words = stateWords[state]
  return state === 'paid' && !hasAccount ? { ...words, text: 'Thank you. Your purchase is below.' } : words
}

/** Why the last card payment of a payable order failed, in a sentence for the buyer; undefined when none did. */
export function chargeProblem(charges: Charges): string | undefined {
  const last = charges.at(-1)
  switch (last?.state) {
    case 'DECLINED':
      return cardErrorSentence(english.t, last.errorCode)
    case 'EXPIRED':
      return 'The payment was not confirmed with your bank. You have not been charged. You can try again with this card or another payment method.'
    // The order can be paid again, so its hold has ended: by a void, or after seven days.
    case 'AUTHORISED':
    case 'VOIDED':
      return 'The amount reserved on your card has been released. You have not been charged.'
    default:
      return undefined
  }
}

/** A state in a word or two, for a line in a list. */
export function stateLabel(state: OrderState): Pick<OrderWords, 'kind' | 'label'> {
  return stateWords[state]
}
