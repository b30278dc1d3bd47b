import type { Metadata } from 'next'
import { actPage } from '@/app/(admin)/admin/orders/[order]/_act/act-page'
import { LineChoice } from '@/app/(admin)/admin/orders/[order]/_act/line-choice'
import { grantAction } from '@/lib/acts/actions'

export const metadata: Metadata = { title: 'Grant by hand' }

export default actPage({
  kind: 'GRANT',
  action: grantAction,
  lead: 'Gives the goods, whatever the payments say, until somebody decides otherwise.',
  submit: 'Grant',
  pending: 'Granting…',
  choose: (order, chosen) => <LineChoice kind="GRANT" order={order} chosen={chosen} />,
})
