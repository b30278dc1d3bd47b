/** @jsxImportSource hono/jsx */
import type { Payment } from '../core/state'
import { formatMoney } from '../currencies'
import type { Emulator } from '../emulator'
import { Frame, listed, Table, Time } from './frame'
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
      <NewPayment />
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
  return (
    <Table name="payments">
      <thead>
        <tr>
          <th scope="col">Reference</th>
          <th scope="col">Time</th>
          <th scope="col">Product</th>
          <th scope="col">Order</th>
          <th scope="col" class="number">
            Amount
          </th>
          <th scope="col">State</th>
          <th scope="col">Last answer of the shop</th>
        </tr>
      </thead>
      <tbody>
        {payments.map((payment) => {
          const last = pingbacksOf(emulator, payment.ref).at(-1)
          return (
            <tr>
              <th scope="row">
                <a href={`/merchant/payments/${payment.ref}`}>{payment.ref}</a>
              </th>
              <td data-label="Time">
                <Time at={payment.createdAt} />
              </td>
              <td data-label="Product">{payment.productName}</td>
              <td data-label="Order">{payment.goodsId}</td>
              <td data-label="Amount" class="number">
                {formatMoney(payment.amount, payment.currency)}
              </td>
              <td data-label="State">
                <StatusBadge status={payment.status} />
              </td>
              <td data-label="Last answer of the shop">
                {last ? answerOf(last.attempts.at(-1)) : 'no pingback'}
                {last?.status === 'sending' && (
                  <>
                    {'; '}
                    <PingbackState emulator={emulator} pingback={last} />
                  </>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </Table>
  )
}

function RefusedTable({ refused }: { refused: readonly RefusedCharge[] }) {
  return (
    <section aria-labelledby="refused" class="panel">
      <h2 id="refused">Refused charges</h2>
      <Table name="refused charges">
        <thead>
          <tr>
            <th scope="col">Refusal</th>
            <th scope="col">Time</th>
            <th scope="col">Order</th>
            <th scope="col" class="number">
              Amount
            </th>
          </tr>
        </thead>
        <tbody>
          {refused.map(({ request, refusal, plan, amount, currency }) => (
            <tr>
              <th scope="row">
                <a href={`/merchant/requests/${request.id}`}>{refusal}</a>
              </th>
              <td data-label="Time">
                <Time at={request.at} />
              </td>
              <td data-label="Order">{plan || 'none sent'}</td>
              <td data-label="Amount" class="number">
                {amount} {currency}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </section>
  )
}

function NewPayment() {
  return (
    <section aria-labelledby="new" class="panel cards">
      <h2 id="new">Make a payment or a subscription without a browser</h2>
      <form method="post" action="/merchant/payments">
        <label>
          User
          <input name="uid" required value="user-1" maxlength={64} />
        </label>
        <label>
          Order
          <input name="goodsId" required value="order-1" maxlength={256} />
        </label>
        <label>
          Amount
          <input name="amount" inputmode="decimal" pattern="\d+(\.\d{1,3})?" required value="9.99" />
        </label>
        <label>
          Currency
          <input name="currency" required pattern="[A-Z]{3}" value="USD" />
        </label>
        <label>
          Billed again every
          <select name="period">
            <option value="">never</option>
            {['3 day', '1 week', '1 month', '6 month', '1 year'].map((period) => (
              <option value={period}>{period.replace(/^1 /, '')}</option>
            ))}
          </select>
        </label>
        <button class="primary" type="submit">
          Pay
        </button>
      </form>
    </section>
  )
}
