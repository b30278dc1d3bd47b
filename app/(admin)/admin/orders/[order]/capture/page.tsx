import type { Metadata } from 'next'
import { actPage } from '@/app/(admin)/admin/orders/[order]/_act/act-page'
import { captureAction } from '@/lib/acts/actions'

export const metadata: Metadata = { title: 'Capture' }

export default actPage({
  kind: 'CAPTURE',
  action: captureAction,
  lead: 'Charges the amount reserved on the card. The goods are delivered when Paymentwall’s pingback arrives.',
  submit: 'Capture',
  pending: 'Asking Paymentwall…',
  confirmed: true,
})
