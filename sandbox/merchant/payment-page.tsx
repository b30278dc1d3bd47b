/** @jsxImportSource hono/jsx */
import type { Payment } from '../core/state'
import { formatMoney } from '../currencies'
import type { Emulator } from '../emulator'
import { isReturned } from '../payments'
import { Frame, ParameterList, Time } from './frame'
import { PingbackTable, pingbacksOf, pingbackTypes } from './pingback-parts'
import { DeliveryTable, TicketTable } from './report-tables'
import { StatusBadge } from './status-badge'
import { type TimelineEvent, timelineOf } from './timeline'

const refundReasons: Record<number, string> = {
  4: 'bad data entry',
  5: 'fake or proxy user',
  8: 'goodwill credit taken back',
  9: 'order cancelled',
}

const chargebackReasons: Record<number, string> = {
  1: 'chargeback',
  2: 'card fraud',
  3: 'other fraud',
}

export function PaymentPage({ emulator, payment }: { emulator: Emulator; payment: Payment }) {
  const action = `/merchant/payments/${payment.ref}`
  const isReversed = isReturned(payment)
  const charge = emulator.state.charges.find(({ ref }) => ref === payment.ref)
  const tickets = emulator.state.tickets.filter(({ ref }) => ref === payment.ref)
  const deliveries = emulator.state.deliveries.filter(({ ref }) => ref === payment.ref)
  return (
    <Frame title={`Payment ${payment.ref}`} current="" emulator={emulator}>
      <dl class="facts">
        <dt>State</dt>
        <dd>
          <StatusBadge status={payment.status} />
        </dd>
        <dt>Product</dt>
        <dd>{payment.productName}</dd>
        <dt>Amount</dt>
        <dd>{formatMoney(payment.amount, payment.currency)}</dd>
        {payment.refundedAmount !== null && (
          <>
            <dt>Refunded</dt>
            <dd>{formatMoney(payment.refundedAmount, payment.currency)}</dd>
          </>
        )}
        <Bought payment={payment} />
        <dt>User</dt>
        <dd>{payment.uid}</dd>
        <dt>E-mail</dt>
        <dd>{payment.email || 'none sent'}</dd>
        <dt>Method</dt>
        <dd>{payment.paymentSystem}</dd>
        <dt>Paid</dt>
        <dd>
          <Time at={payment.createdAt} />
        </dd>
        {charge && (
          <>
            <dt>Card</dt>
            <dd>
              {charge.card.type} ending in {charge.card.last4}
              {charge.card.name ? `, ${charge.card.name}` : ''}
              {charge.isSecure ? ', confirmed with 3-D Secure' : ''}
            </dd>
          </>
        )}
        {payment.subscriptionId && (
          <>
            <dt>Subscription</dt>
            <dd>
              <a href={`/merchant/subscriptions#${payment.subscriptionId}`}>{payment.subscriptionId}</a>
            </dd>
          </>
        )}
      </dl>

      <section aria-labelledby="timeline" class="panel">
        <h2 id="timeline">What happened</h2>
        <ol class="timeline">
          {timelineOf(emulator, payment).map((event) => (
            <Event event={event} />
          ))}
        </ol>
        <p>
          <a href={`/control/payments/${payment.ref}/scenario?project=${emulator.name}`}>
            Save this conversation to a file
          </a>
        </p>
      </section>

      <section aria-labelledby="pingbacks" class="panel">
        <h2 id="pingbacks">Pingbacks</h2>
        <PingbackTable emulator={emulator} pingbacks={pingbacksOf(emulator, payment.ref)} />
      </section>

      {tickets.length > 0 && (
        <section aria-labelledby="tickets" class="panel">
          <h2 id="tickets">Tickets</h2>
          <TicketTable reports={tickets} />
        </section>
      )}

      {deliveries.length > 0 && (
        <section aria-labelledby="deliveries" class="panel">
          <h2 id="deliveries">Delivery confirmations</h2>
          <DeliveryTable reports={deliveries} />
        </section>
      )}

      <section aria-labelledby="actions" class="panel cards">
        <h2 id="actions">Actions</h2>
        {payment.status === 'under review' && charge && (
          <form method="post" action={`${action}/decide`}>
            <span>The review</span>
            <button type="submit" name="verdict" value="accept">
              Accept
            </button>
            <button type="submit" name="verdict" value="decline">
              Decline
            </button>
          </form>
        )}
        {payment.status === 'authorised' && charge && (
          <form method="post" action={`${action}/hold`}>
            <span>The authorised amount</span>
            <button type="submit" name="verdict" value="capture">
              Capture
            </button>
            <button type="submit" name="verdict" value="void">
              Void
            </button>
            <button type="submit" name="verdict" value="expire">
              Let it expire
            </button>
          </form>
        )}
        <form method="post" action={`${action}/refund`}>
          <ReasonSelect
            id="refund-reason"
            label="Reason for the refund"
            reasons={refundReasons}
            selected={9}
          />
          <button type="submit" disabled={isReversed}>
            Refund
          </button>
        </form>
        <form method="post" action={`${action}/partial`}>
          <label>
            Part to refund, in {payment.currency}
            <input name="amount" inputmode="decimal" pattern="\d+(\.\d{1,3})?" required />
          </label>
          <button type="submit" disabled={isReversed}>
            Refund in part
          </button>
        </form>
        <form method="post" action={`${action}/chargeback`}>
          <ReasonSelect
            id="chargeback-reason"
            label="Reason for the chargeback"
            reasons={chargebackReasons}
            selected={1}
          />
          <button type="submit" disabled={isReversed}>
            Charge back
          </button>
        </form>
        <form method="post" action={`${action}/send`}>
          <label>
            Type
            <input name="type" type="number" min="0" list="pingback-types" value="0" required />
          </label>
          <datalist id="pingback-types">
            {Object.entries(pingbackTypes).map(([type, name]) => (
              <option value={type}>{name}</option>
            ))}
          </datalist>
          <label>
            Reason, if any
            <input name="reason" type="number" min="0" />
          </label>
          <button type="submit">Send this pingback</button>
        </form>
      </section>

      <details>
        <summary>What the shop sent</summary>
        <ParameterList parameters={payment.parameters} />
      </details>
    </Frame>
  )
}

function Bought({ payment: { credits, cart, goodsId } }: { payment: Payment }) {
  const [name, value] =
    credits !== null
      ? ['Virtual currency', credits]
      : cart
        ? ['Products', cart.join(', ')]
        : ['Order', goodsId ?? 'none sent']
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  )
}

function Event({ event }: { event: TimelineEvent }) {
  const { at, title, detail, tone, href, durationMs, isAhead } = event
  return (
    <li class={isAhead ? 'ahead' : tone}>
      <p>
        {href === null ? <strong>{title}</strong> : <a href={href}>{title}</a>}
        {detail && <span class="detail"> {detail}</span>}
      </p>
      <p class="fine">
        {isAhead && 'expected '}
        <Time at={at} />
        {durationMs !== null && `, ${durationMs} ms`}
      </p>
    </li>
  )
}

interface ReasonSelectProps {
  id: string
  label: string
  reasons: Record<number, string>
  selected: number
}

function ReasonSelect({ id, label, reasons, selected }: ReasonSelectProps) {
  return (
    <label for={id}>
      {label}
      <select id={id} name="reason">
        {Object.entries(reasons).map(([code, name]) => (
          <option value={code} selected={Number(code) === selected}>
            {code} {name}
          </option>
        ))}
      </select>
    </label>
  )
}
