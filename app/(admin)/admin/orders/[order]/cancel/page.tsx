import type { Metadata } from 'next'
import { actPage } from '@/app/(admin)/admin/orders/[order]/_act/act-page'
import { cancelSubscriptionAction } from '@/lib/acts/actions'

export const metadata: Metadata = { title: 'Cancel the subscription' }

export default actPage({
  kind: 'CANCEL_SUBSCRIPTION',
  action: cancelSubscriptionAction,
  lead: 'Stops the renewals. What is paid for stays with the customer until its time is over.',
  submit: 'Cancel the subscription',
  pending: 'Writing it down…',
  confirmed: true,
})
