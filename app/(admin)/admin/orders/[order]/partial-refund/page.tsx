import type { Metadata } from 'next'
import { actPage } from '@/app/(admin)/admin/orders/[order]/_act/act-page'
import { RefundChoice } from '@/app/(admin)/admin/orders/[order]/_act/refund-choice'
import { TicketRemarks } from '@/app/(admin)/admin/orders/[order]/_act/ticket-remarks'
import { partialRefundAction } from '@/lib/acts/actions'

export const metadata: Metadata = { title: 'Partial refund' }

export default actPage({
  kind: 'PARTIAL_REFUND',
  action: partialRefundAction,
  lead: 'Returns a part of a payment. The goods stay with the customer until the parts reach the price.',
  submit: 'Refund this part',
  pending: 'Asking Paymentwall…',
  confirmed: true,
  choose: (order, chosen) => <RefundChoice kind="PARTIAL_REFUND" order={order} chosen={chosen} />,
  remarks: () => <TicketRemarks />,
})
