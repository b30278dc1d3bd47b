/** @jsxImportSource hono/jsx */
import type { Payment } from '../core/state'
import { formatMoney } from '../currencies'
import type { Emulator } from '../emulator'
import { Frame, listed, Time } from './frame'
import { NewPayment } from './new-payment'
import {
  findPayments,
  isFiltered,
  type PaymentFilter,
  paymentStatuses,
  type RefusedCharge,
  refusedCharges,
} from './payment-search'
import { answerOf, PingbackState, pingbacksOf } from './pingback-parts'
import { StatusBadge } from './status-badge'
import { type Columns, Table } from './table'

interface PaymentsPageProps {
  emulator: Emulator
  filter: PaymentFilter
  fault?: string | null
}

export function PaymentsPage({ emulator, filter, fault = null }: PaymentsPageProps) {
  const found = findPayments(emulator, filter)
  const refused = refusedCharges(emulator, filter.text)
  return (
    <Frame title="Payments" current="/merchant" emulator={emulator}>
      {fault && (
        <p class="notice bad" role="alert">
          No payment was created. {fault}
        </p>
      )}
      <FilterForm filter={filter} />
      {found.length > 0 && <PaymentTable emulator={emulator} payments={found.slice(0, listed)} />}
      {found.length > listed && (
        <p class="fine">
          {found.length} payments, of which the newest {listed} are shown.
        </p>
      )}
      {found.length === 0 &&
        (isFiltered(filter) ? (
          <p>
            No payments match. <a href="/merchant">Show all</a>
          </p>
        ) : (
          <p>No payments yet. Buy something in the shop at {emulator.shopUrl}, or make one below.</p>
        ))}
      {refused.length > 0 && <RefusedTable refused={refused.slice(0, listed)} />}
      <NewPayment apiType={emulator.state.settings.apiType} />
    </Frame>
  )
}

function FilterForm({ filter }: { filter: PaymentFilter }) {
  return (
    <search>
      <form method="get" action="/merchant" class="filters">
        <label>
          Search
          <input
            name="q"
            type="search"
            value={filter.text}
            placeholder="reference, order, user, product, e-mail"
          />
        </label>
        <label>
          State
          <select name="status">
            <option value="">any</option>
            {paymentStatuses.map((status) => (
              <option value={status} selected={filter.status === status}>
                {status}
              </option>
            ))}
          </select>
        </label>
        <label>
          Paid by
          <select name="api">
            <option value="">any</option>
            <option value="widget" selected={filter.api === 'widget'}>
              payment page
            </option>
            <option value="brick" selected={filter.api === 'brick'}>
              card, through Brick
            </option>
          </select>
        </label>
        <label class="check">
          <input name="waits" type="checkbox" checked={filter.waits} /> Pingbacks pending
        </label>
        <button type="submit">Show</button>
      </form>
    </search>
  )
}

function PaymentTable({ emulator, payments }: { emulator: Emulator; payments: readonly Payment[] }) {
  const columns: Columns<Payment> = [
    { name: 'Reference', cell: ({ ref }) => <a href={`/merchant/payments/${ref}`}>{ref}</a> },
    { name: 'Time', cell: ({ createdAt }) => <Time at={createdAt} /> },
    { name: 'Product', cell: ({ productName }) => productName },
    { name: 'Order', cell: ({ goodsId, cart }) => cart?.join(', ') ?? goodsId ?? 'none' },
    { name: 'Amount', isNumber: true, cell: ({ amount, currency }) => formatMoney(amount, currency) },
    { name: 'State', cell: ({ status }) => <StatusBadge status={status} /> },
    {
      name: 'Last answer from the shop',
      cell: ({ ref }) => <LastAnswer emulator={emulator} reference={ref} />,
    },
  ]
  return <Table name="payments" columns={columns} rows={payments} />
}

function LastAnswer({ emulator, reference }: { emulator: Emulator; reference: string }) {
  const last = pingbacksOf(emulator, reference).at(-1)
  if (!last) return <>no pingback</>
  return (
    <>
      {answerOf(last.attempts.at(-1))}
      {last.status === 'sending' && (
        <>
          {'; '}
          <PingbackState emulator={emulator} pingback={last} />
        </>
      )}
    </>
  )
}

const refusedColumns: Columns<RefusedCharge> = [
  {
    name: 'Refusal',
    cell: ({ request, refusal }) => <a href={`/merchant/requests/${request.id}`}>{refusal}</a>,
  },
  { name: 'Time', cell: ({ request }) => <Time at={request.at} /> },
  { name: 'Order', cell: ({ plan }) => plan || 'none sent' },
  { name: 'Amount', isNumber: true, cell: ({ amount, currency }) => `${amount} ${currency}` },
]

function RefusedTable({ refused }: { refused: readonly RefusedCharge[] }) {
  return (
    <section aria-labelledby="refused" class="panel">
      <h2 id="refused">Refused charges</h2>
      <Table name="refused charges" columns={refusedColumns} rows={refused} />
    </section>
  )
}
