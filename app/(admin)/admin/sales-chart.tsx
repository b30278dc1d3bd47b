import { DataTable } from '@/app/(admin)/_parts/data-table'
import { formatMoney } from '@/lib/money'
import { formatDay } from '@/lib/time'
import type { Sales } from '@/lib/today/sales'

/** In the units of the drawing: a day's width, the gap beside it, and the height of the highest bar. */
const step = 10
const gap = 2
const height = 60
/** An amount that is not nothing can be seen. */
const least = 1

/** A bar for each day: sales upwards, refunds downwards from the same line. The same numbers stand in a table behind. */
export function SalesChart({ currency, isTest, days }: Pick<Sales, 'currency' | 'isTest' | 'days'>) {
  const most = (amounts: readonly number[]) => Math.max(0, ...amounts)
  const mostSold = most(days.map(({ sold }) => sold.amount))
  const mostReturned = most(days.map(({ returned }) => returned.amount))
  const scale = height / Math.max(mostSold, mostReturned, 1)
  const length = (amount: number) => (amount > 0 ? Math.max(least, amount * scale) : 0)
  const line = length(mostSold)
  const money = (amount: number) => formatMoney({ amount, currency })
  return (
    <div className="space-y-1">
      <svg
        aria-label={`Sales and refunds in ${currency}${isTest ? ', test payments' : ''}, by day`}
        viewBox={`0 0 ${days.length * step} ${line + length(mostReturned) + 1}`}
        className="block h-auto w-full"
      >
        {days.map(({ day, sold, returned }, at) => (
          // biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: a shape in a drawing is no control
          <g
            key={day}
            role="img"
            aria-label={`${formatDay(day)}: sales ${money(sold.amount)}, refunds ${money(returned.amount)}`}
          >
            <title>{`${formatDay(day)}: sales ${money(sold.amount)}, refunds ${money(returned.amount)}`}</title>
            {/* The whole column answers to the pointer. */}
            <rect x={at * step} width={step} height="100%" fill="transparent" />
            <rect
              x={at * step + gap / 2}
              y={line - length(sold.amount)}
              width={step - gap}
              height={length(sold.amount)}
              className="fill-positive"
            />
            <rect
              x={at * step + gap / 2}
              y={line + 1}
              width={step - gap}
              height={length(returned.amount)}
              className="fill-critical"
            />
          </g>
        ))}
        <rect y={line} width={days.length * step} height="1" className="fill-line" />
      </svg>
      <p className="flex justify-between text-sm text-muted" aria-hidden="true">
        <span>{formatDay(days[0]?.day ?? '')}</span>
        <span>{formatDay(days.at(-1)?.day ?? '')}</span>
      </p>
      <p className="text-sm text-muted">
        <span className="text-positive">Sales</span> are above the line,{' '}
        <span className="text-critical">refunds</span> below it.
      </p>
      <details>
        <summary className="link inline-flex min-h-11 items-center text-sm">View as a table</summary>
        <DataTable
          caption={`Sales and refunds in ${currency}${isTest ? ', test payments' : ''}, by day, newest first`}
          columns={[
            { title: 'Day', cell: ({ day }) => formatDay(day) },
            { title: 'Sales', isNumber: true, cell: ({ sold }) => `${money(sold.amount)} (${sold.count})` },
            {
              title: 'Refunds',
              isNumber: true,
              cell: ({ returned }) => `${money(returned.amount)} (${returned.count})`,
            },
          ]}
          rows={[...days].reverse()}
          keyOf={({ day }) => day}
          empty=""
        />
      </details>
    </div>
  )
}
