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
  lead: 'A card charge was sent, but Paymentwall’s answer was lost. Look up the order in Paymentwall’s merchant area, then enter the outcome here.',
  submit: 'Resolve',
  pending: 'Saving…',
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
