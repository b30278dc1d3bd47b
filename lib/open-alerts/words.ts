import type { AlertKind } from '@/lib/generated/prisma/enums'

const words: Readonly<Record<AlertKind, string>> = {
  quarantined: 'Pingbacks put aside',
  failed: 'Pingbacks that could not be applied',
  conflict: 'Two pingbacks that contradict each other',
  refused_pingback: 'Paymentwall’s own pingbacks are refused',
  forged_rate: 'Many pingbacks with a wrong signature',
  accept_after_decline: 'Accepted after it was declined',
  reversal_without_payment: 'Reversals without a payment',
  overpaid: 'Paid twice',
  partial_refund: 'Partial refunds',
  partial_refund_again: 'Partial refunds of the same amount',
  chargeback_after_refund: 'Chargebacks after a refund',
  money_returned: 'Money that came back after a reversal',
  late_payment: 'Paid after the order had expired',
  closed_account: 'Paid from a closed account',
  against_decision: 'Payments against an operator’s decision',
  buyer_flagged: 'Buyers flagged for fraud',
  renewal_after_end: 'Renewals after the end',
  cancellation_stuck: 'Cancellations that Paymentwall does not confirm',
  charge_unknown: 'Card charges with an unknown outcome',
  policy_violations_full: 'Many violations of the payment pages’ policy',
  low_stock: 'Licence keys running low',
}

/** The heading for alerts of a kind. */
export function alertWords(kind: AlertKind): string {
  return words[kind]
}
