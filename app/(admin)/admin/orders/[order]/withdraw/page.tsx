import type { Metadata } from 'next'
import { actPage } from '@/app/(admin)/admin/orders/[order]/_act/act-page'
import { LineChoice } from '@/app/(admin)/admin/orders/[order]/_act/line-choice'
import { withdrawAction } from '@/lib/acts/actions'

export const metadata: Metadata = { title: 'Withdraw by hand' }

export default actPage({
  kind: 'WITHDRAW',
  action: withdrawAction,
  lead: 'Takes the goods back, whatever the payments say, until somebody decides otherwise. No money goes back.',
  submit: 'Withdraw',
  pending: 'Withdrawing…',
  choose: (order, chosen) => <LineChoice kind="WITHDRAW" order={order} chosen={chosen} />,
})
