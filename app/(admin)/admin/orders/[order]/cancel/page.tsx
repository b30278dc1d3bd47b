import type { Metadata } from 'next'
import { actPage } from '@/app/(admin)/admin/orders/[order]/_act/act-page'
import { cancelSubscriptionAction } from '@/lib/acts/actions'

export const metadata: Metadata = { title: 'Cancel subscription' }

export default actPage({
  kind: 'CANCEL_SUBSCRIPTION',
  action: cancelSubscriptionAction,
  lead: 'Stops future renewals. The customer keeps access until the end of the paid period.',
  submit: 'Cancel subscription',
  pending: 'Saving…',
  confirmed: true,
})
