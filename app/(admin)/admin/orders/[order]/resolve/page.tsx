import type { Metadata } from 'next'
import { OneOf } from '@/app/(admin)/_parts/one-of'
import { actPage } from '@/app/(admin)/admin/orders/[order]/_act/act-page'
import { Choice } from '@/app/(admin)/admin/orders/[order]/_act/choice'
import { resolveAction } from '@/lib/acts/actions'
import { actPath } from '@/lib/acts/pages'

export const metadata: Metadata = { title: 'Resolve a lost charge' }

export default actPage({
  kind: 'RESOLVE',
  action: resolveAction,
  lead: 'A card was to be charged, and Paymentwall’s answer was lost. Look the order up in Paymentwall’s merchant area, then say here what you saw.',
  submit: 'Resolve',
  pending: 'Writing it down…',
  confirmed: true,
  choose: (order, chosen) => (
    <Choice path={actPath(order.id, 'RESOLVE')}>
      <OneOf
        name="charged"
        label="In Paymentwall’s merchant area"
        value={chosen.charged}
        choices={[
          ['yes', 'The card was charged'],
          ['no', 'The card was not charged'],
        ]}
      />
    </Choice>
  ),
})
