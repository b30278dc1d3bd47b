import type { ReactNode } from 'react'
import { PageLink } from '@/app/_components/page-link'
import { Price } from '@/app/_components/price'
import { type Column, DataTable } from '@/app/(admin)/_parts/data-table'
import { Tag } from '@/app/(admin)/_parts/tag'
import { Time } from '@/app/(admin)/_parts/time'
import { english } from '@/lib/languages/locale'
import type { OrderRow } from '@/lib/orders/list'
import { stateLabel } from '@/lib/orders/words'

const columns: Column<OrderRow>[] = [
  {
    title: 'Order',
    cell: ({ id }) => (
      <PageLink href={`/admin/orders/${id}`} className="link">
        {id}
      </PageLink>
    ),
  },
  { title: 'Placed', cell: ({ createdAt }) => <Time at={createdAt} /> },
  {
    title: 'Buyer',
    cell: ({ uid, email }) => (
      <PageLink href={`/admin/customers/${uid}`} className="link">
        {email}
      </PageLink>
    ),
  },
  { title: 'Products', cell: ({ lines }) => lines.join(', ') },
  {
    title: 'State',
    cell: ({ state, isTest, isProbe }) => {
      const { kind, label } = stateLabel(english.t, state)
      return (
        <span className="inline-flex flex-wrap gap-1.5">
          <Tag kind={kind}>{label}</Tag>
          {isTest && <Tag kind="info">Test</Tag>}
          {isProbe && <Tag kind="info">Probe</Tag>}
        </span>
      )
    },
  },
  {
    title: 'Price',
    isNumber: true,
    cell: ({ amount, currency }) => <Price locale={english} money={{ amount, currency }} />,
  },
]

/** Orders, one a row. */
export function OrderTable<Row extends OrderRow>({
  caption,
  rows,
  empty,
  further = [],
}: {
  caption: string
  rows: readonly Row[]
  empty: ReactNode
  /** Columns after the common ones. */
  further?: readonly Column<Row>[]
}) {
  return (
    <DataTable
      caption={caption}
      columns={[...columns, ...further]}
      rows={rows}
      keyOf={({ id }) => id}
      empty={empty}
    />
  )
}
