import type { Metadata } from 'next'
import { actPage } from '@/app/(admin)/admin/orders/[order]/_act/act-page'
import { RefundChoice } from '@/app/(admin)/admin/orders/[order]/_act/refund-choice'
import { TicketRemarks } from '@/app/(admin)/admin/orders/[order]/_act/ticket-remarks'
import { refundAction } from '@/lib/acts/actions'
import { refundables } from '@/lib/acts/plan'

export const metadata: Metadata = { title: 'Refund' }

export default actPage({
  kind: 'REFUND',
  action: refundAction,
  lead: 'Refunds the remaining amount of a payment. The goods are withdrawn when Paymentwall’s pingback arrives.',
  submit: 'Refund',
  pending: 'Asking Paymentwall…',
  confirmed: true,
  choose: (order, chosen) => <RefundChoice kind="REFUND" order={order} chosen={chosen} />,
  remarks: (order) =>
    refundables(order, new Date()).some(({ charge }) => charge === undefined) && <TicketRemarks />,
})
