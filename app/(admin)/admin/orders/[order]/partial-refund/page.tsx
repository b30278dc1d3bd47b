import type { Metadata } from 'next'
import { actPage } from '@/app/(admin)/admin/orders/[order]/_act/act-page'
import { RefundChoice } from '@/app/(admin)/admin/orders/[order]/_act/refund-choice'
import { TicketRemarks } from '@/app/(admin)/admin/orders/[order]/_act/ticket-remarks'
import { partialRefundAction } from '@/lib/acts/actions'

export const metadata: Metadata = { title: 'Partial refund' }

export default actPage({
  kind: 'PARTIAL_REFUND',
  action: partialRefundAction,
  lead: 'Refunds part of a payment. The customer keeps the goods until the full price has been refunded.',
  submit: 'Refund this amount',
  pending: 'Asking Paymentwall…',
  confirmed: true,
  choose: (order, chosen) => <RefundChoice kind="PARTIAL_REFUND" order={order} chosen={chosen} />,
  remarks: () => <TicketRemarks />,
})
