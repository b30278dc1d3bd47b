import type { Alert } from '@/lib/generated/prisma/client'

/** A page of the back office where what an alert tells of is resolved, and what is done there. */
export interface AlertTarget {
  href: string
  title: string
}

/** Where an alert leads: to the act that resolves it, or to the facts where only a person can decide. */
export function alertTarget({
  kind,
  subject,
  orderId,
}: Pick<Alert, 'kind' | 'subject' | 'orderId'>): AlertTarget {
  const key = encodeURIComponent(subject)
  /** The payment or product that it is about: an alert names it alone, or first. */
  const ref = encodeURIComponent(subject.split(':', 1)[0] ?? '')
  const pingbacks = { href: `/admin/pingbacks?ref=${ref}`, title: 'View pingbacks' }
  const ofOrder = (act: string, title: string): AlertTarget =>
    orderId === null ? pingbacks : { href: `/admin/orders/${orderId}${act}`, title }
  switch (kind) {
    case 'quarantined':
      return { href: `/admin/pingbacks/ledger/${key}`, title: 'Match to an order' }
    case 'failed':
      return { href: `/admin/pingbacks/ledger/${key}`, title: 'Apply again' }
    case 'conflict':
      return { href: `/admin/pingbacks/compare?key=${key}`, title: 'Compare pingbacks' }
    case 'refused_pingback':
      return { href: '/admin/pingbacks/refused', title: 'Retry refused pingbacks' }
    case 'forged_rate':
      return { href: '/admin/pingbacks?verdict=rejected', title: 'View rejected pingbacks' }
    case 'accept_after_decline':
    case 'reversal_without_payment':
      return ofOrder('', 'View order')
    case 'overpaid':
    case 'renewal_after_end':
    case 'late_payment':
    case 'closed_account':
    case 'refund_requested':
      return ofOrder(`/refund?payment=${ref}`, 'Review and refund')
    case 'partial_refund':
    case 'partial_refund_again':
      return { href: `/admin/pingbacks/refunded?ref=${ref}`, title: 'Enter the refunded amount' }
    case 'chargeback_after_refund':
      return ofOrder('/dossier', 'View dispute evidence')
    case 'money_returned':
      return ofOrder('/grant', 'Grant the goods again')
    case 'against_decision':
      return ofOrder('/grant', 'Review the goods')
    case 'charge_unknown':
      return ofOrder('/resolve', 'Resolve the charge')
    case 'cancellation_stuck':
      return ofOrder('/cancel', 'Cancel subscription')
    case 'buyer_flagged':
      return ofOrder('', 'View order and buyer')
    case 'low_stock':
      return { href: `/admin/products/${key}`, title: 'Import licence keys' }
    case 'price_change_stuck':
      return { href: `/admin/products/${ref}`, title: 'View product' }
    case 'log_month_missing':
      return { href: '/admin/settings', title: 'Check the worker' }
    case 'cancellation_declared':
      return orderId === null
        ? { href: '/admin/memberships', title: 'Find the membership' }
        : ofOrder('', 'View order')
    case 'withdrawal_declared':
      return orderId === null ? { href: '/admin/orders', title: 'Find the order' } : ofOrder('', 'View order')
    case 'policy_violations_full':
      return { href: '/admin/settings', title: 'View violations' }
  }
}
