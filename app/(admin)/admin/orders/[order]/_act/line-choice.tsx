import { OneOf } from '@/app/(admin)/_parts/one-of'
import { Choice } from '@/app/(admin)/admin/orders/[order]/_act/choice'
import type { ActOrder } from '@/lib/acts/order'
import { actPath } from '@/lib/acts/pages'

/** Whether a decision is about a whole order or one line of it; nothing to choose where there is one alone. */
export function LineChoice({
  kind,
  order,
  chosen,
}: {
  kind: 'GRANT' | 'WITHDRAW'
  order: ActOrder
  chosen: Record<string, string>
}) {
  if (order.lines.length < 2) return null
  return (
    <Choice path={actPath(order.id, kind)}>
      <OneOf
        name="line"
        label="Items"
        value={chosen.line}
        choices={[['', 'All items'], ...order.lines.map(({ id, name }) => [id, name] as const)]}
      />
    </Choice>
  )
}
