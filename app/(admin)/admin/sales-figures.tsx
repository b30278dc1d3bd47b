import { Price } from '@/app/_components/price'
import { DataTable } from '@/app/(admin)/_parts/data-table'
import { Tag } from '@/app/(admin)/_parts/tag'
import { SalesChart } from '@/app/(admin)/admin/sales-chart'
import { english } from '@/lib/languages/locale'
import type { Moved, Sales } from '@/lib/today/sales'

const spanNames = new Map([
  [1, 'Today'],
  [7, 'Last 7 days'],
  [30, 'Last 30 days'],
])

function Money({ moved, currency }: { moved: Moved; currency: string }) {
  const { amount, count, unknown } = moved
  return (
    <>
      <Price locale={english} money={{ amount, currency }} />{' '}
      <span className="text-sm text-muted">({count})</span>
      {unknown > 0 && <span className="block text-sm text-caution">{unknown} of unknown amount</span>}
    </>
  )
}

/** What was sold and what went back, one part for each currency, test payments apart. */
export function SalesFigures({ sales }: { sales: readonly Sales[] }) {
  if (sales.length === 0) {
    return (
      <p className="border-y border-line py-6 text-muted">
        No sales in the last 30 days. Daily sales and refunds appear here.
      </p>
    )
  }
  return (
    <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2">
      {sales.map(({ currency, isTest, days, spans }) => (
        <div key={`${currency} ${isTest}`} className="min-w-0 space-y-3">
          <h3 className="flex flex-wrap items-center gap-3 font-semibold">
            {currency} {isTest && <Tag kind="caution">Test payments</Tag>}
          </h3>
          <DataTable
            caption={`${currency}${isTest ? ', test payments' : ''}: sales and refunds, with how many`}
            columns={[
              { title: 'Period', cell: ({ days: length }) => spanNames.get(length) },
              {
                title: 'Sales',
                isNumber: true,
                cell: ({ sold }) => <Money moved={sold} currency={currency} />,
              },
              {
                title: 'Refunds',
                isNumber: true,
                cell: ({ returned }) => <Money moved={returned} currency={currency} />,
              },
            ]}
            rows={spans}
            keyOf={({ days: length }) => String(length)}
            empty=""
          />
          <SalesChart currency={currency} isTest={isTest} days={days} />
        </div>
      ))}
    </div>
  )
}
