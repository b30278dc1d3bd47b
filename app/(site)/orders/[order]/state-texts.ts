import type { OrderState } from '@/lib/orders/state'

/** What a buyer reads of each state, and what to do about it. */
export const orderStateTexts: Record<
  OrderState,
  { kind: 'info' | 'positive' | 'caution' | 'critical'; label: string; title: string; text: string }
> = {
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
  at_bank: {
    kind: 'info',
    label: 'Waiting for your bank',
    title: 'Your bank is waiting for you',
    text: 'Confirm the payment on the page of your bank. Nothing is charged until then.',
  },
  handing_over: {
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
  failed: {
    kind: 'critical',
    label: 'Payment failed',
    title: 'The payment did not go through',
    text: 'Nothing was charged for this order. You can try again, with another card or another way of paying.',
  },
}
