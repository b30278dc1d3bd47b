import type { Metadata } from 'next'
import { actPage } from '@/app/(admin)/admin/orders/[order]/_act/act-page'
import { LineChoice } from '@/app/(admin)/admin/orders/[order]/_act/line-choice'
import { withdrawAction } from '@/lib/acts/actions'

export const metadata: Metadata = { title: 'Withdraw manually' }

export default actPage({
  kind: 'WITHDRAW',
  action: withdrawAction,
  lead: 'Withdraws the goods regardless of payments, until an operator decides otherwise. No money is refunded.',
  submit: 'Withdraw',
  pending: 'Withdrawing…',
  choose: (order, chosen) => <LineChoice kind="WITHDRAW" order={order} chosen={chosen} />,
})
