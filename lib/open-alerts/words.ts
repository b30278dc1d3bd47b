import type { AlertKind } from '@/lib/generated/prisma/enums'

const words: Readonly<Record<AlertKind, string>> = {
  quarantined: 'Quarantined pingbacks',
  failed: 'Pingbacks that could not be applied',
  conflict: 'Conflicting pingbacks',
  refused_pingback: 'Valid pingbacks refused',
  forged_rate: 'Many pingbacks with an invalid signature',
  accept_after_decline: 'Payment accepted after decline',
  reversal_without_payment: 'Reversals without a payment',
  overpaid: 'Duplicate payments',
  partial_refund: 'Partial refunds',
  partial_refund_again: 'Possible duplicate partial refunds',
  chargeback_after_refund: 'Chargebacks after a refund',
  money_returned: 'Payments received after a reversal',
  late_payment: 'Payments for expired orders',
  closed_account: 'Payments from closed accounts',
  against_decision: 'Payments that conflict with an operator’s decision',
  buyer_flagged: 'Buyers flagged for fraud',
  renewal_after_end: 'Renewals after cancellation',
  cancellation_stuck: 'Unconfirmed cancellations',
  charge_unknown: 'Card charges with an unknown outcome',
  policy_violations_full: 'Content security policy violations',
  low_stock: 'Low stock of licence keys',
  refund_requested: 'Refunds requested',
  price_change_stuck: 'New prices that could not be applied',
  log_month_missing: 'Pingbacks logged outside of any month',
  cancellation_declared: 'Cancellations to check',
  withdrawal_declared: 'Withdrawals to decide on',
}

/** The heading for alerts of a kind. */
export function alertWords(kind: AlertKind): string {
  return words[kind]
}
