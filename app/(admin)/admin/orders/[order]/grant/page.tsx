import type { Metadata } from 'next'
import { actPage } from '@/app/(admin)/admin/orders/[order]/_act/act-page'
import { LineChoice } from '@/app/(admin)/admin/orders/[order]/_act/line-choice'
import { grantAction } from '@/lib/acts/actions'

export const metadata: Metadata = { title: 'Grant manually' }

export default actPage({
  kind: 'GRANT',
  action: grantAction,
  lead: 'Grants the goods regardless of payments, until an operator decides otherwise.',
  submit: 'Grant',
  pending: 'Granting…',
  choose: (order, chosen) => <LineChoice kind="GRANT" order={order} chosen={chosen} />,
})
