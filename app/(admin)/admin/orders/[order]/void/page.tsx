import type { Metadata } from 'next'
import { actPage } from '@/app/(admin)/admin/orders/[order]/_act/act-page'
import { voidAction } from '@/lib/acts/actions'

export const metadata: Metadata = { title: 'Void' }

export default actPage({
  kind: 'VOID',
  action: voidAction,
  lead: 'Releases the amount reserved on the card.',
  submit: 'Void',
  pending: 'Asking Paymentwall…',
  confirmed: true,
})
