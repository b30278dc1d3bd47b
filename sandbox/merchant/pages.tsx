/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx'
import { customParameterValues } from '../core/settings'
import type { Payment, Pingback, PingbackAttempt } from '../core/state'
import { formatMoney } from '../currencies'
import type { Emulator } from '../emulator'
import { Document, SandboxMark } from '../pages/document'

const sections = [
  ['/merchant', 'Payments'],
  ['/merchant/requests', 'API calls'],
  ['/merchant/settings', 'Settings and clock'],
] as const

const listed = 100

const pingbackTypes: Record<number, string> = {
  0: 'payment made',
  1: 'credit given by support',
  2: 'refund or chargeback',
  12: 'subscription cancelled',
  13: 'subscription ended',
  14: 'subscription payment failed',
  200: 'under risk review',
  201: 'review accepted',
  202: 'review declined',
  203: 'authorisation voided',
  220: 'partial refund',
}

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

interface FrameProps {
  title: string
  current: string
  emulator: Emulator
  children: Child
}

function Frame({ title, current, emulator, children }: FrameProps) {
  return (
    <Document title={`${title} – Paymentwall emulator`} bodyClass="merchant">
      <header class="banner">
        <SandboxMark />
        <nav aria-label="Merchant area">
          {sections.map(([path, name]) => (
            <a href={path} aria-current={path === current ? 'page' : undefined}>
              {name}
            </a>
          ))}
        </nav>
      </header>
      <main>
        <header class="title">
          <h1>{title}</h1>
          <p class="fine">
            Project {emulator.project.key.slice(0, 8)}… · emulated time <Time at={emulator.clock.now()} />
          </p>
        </header>
        {children}
      </main>
    </Document>
  )
}

function Table({ name, children }: { name: string; children: Child }) {
  return (
    <section class="scroll" tabindex={0} aria-label={name}>
      <table>{children}</table>
    </section>
  )
}

function Time({ at }: { at: number | null }) {
  if (at === null) return <span>–</span>
  const iso = new Date(at).toISOString()
  return <time datetime={iso}>{`${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`}</time>
}

function typeName(type: number): string {
  return `${type} ${pingbackTypes[type] ?? 'unknown type'}`
}

function answerOf(attempt: PingbackAttempt | undefined): string {
  if (!attempt) return 'not sent yet'
  return attempt.error ?? `${attempt.status} ${attempt.body.slice(0, 60) || '(empty)'}`
}

export function PaymentsPage({ emulator }: { emulator: Emulator }) {
  const payments = emulator.state.payments.slice(-listed).reverse()
  return (
    <Frame title="Payments" current="/merchant" emulator={emulator}>
      {payments.length === 0 ? (
        <p>No payments yet. Buy something in the shop at {emulator.shopUrl}.</p>
      ) : (
        <Table name="Payments">
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
                  <td>
                    <Time at={payment.createdAt} />
                  </td>
                  <td>{payment.productName}</td>
                  <td>{payment.goodsId}</td>
                  <td class="number">{formatMoney(payment.amount, payment.currency)}</td>
                  <td>{payment.status}</td>
                  <td>{last ? answerOf(last.attempts.at(-1)) : 'no pingback'}</td>
                </tr>
              )
            })}
          </tbody>
        </Table>
      )}
    </Frame>
  )
}

function pingbacksOf(emulator: Emulator, ref: string): Pingback[] {
  return emulator.state.pingbacks.filter((pingback) => pingback.ref === ref)
}

export function PaymentPage({ emulator, payment }: { emulator: Emulator; payment: Payment }) {
  const action = `/merchant/payments/${payment.ref}`
  const isReversed = payment.status === 'refunded' || payment.status === 'charged back'
  return (
    <Frame title={`Payment ${payment.ref}`} current="" emulator={emulator}>
      <dl class="facts">
        <dt>State</dt>
        <dd>{payment.status}</dd>
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
        <dt>Order</dt>
        <dd>{payment.goodsId ?? 'none sent'}</dd>
        <dt>User</dt>
        <dd>{payment.uid}</dd>
        <dt>E-mail</dt>
        <dd>{payment.email}</dd>
        <dt>Method</dt>
        <dd>{payment.paymentSystem}</dd>
        <dt>Paid</dt>
        <dd>
          <Time at={payment.createdAt} />
        </dd>
      </dl>

      <section aria-labelledby="pingbacks" class="panel">
        <h2 id="pingbacks">Pingbacks</h2>
        <PingbackTable emulator={emulator} pingbacks={pingbacksOf(emulator, payment.ref)} />
      </section>

      <section aria-labelledby="actions" class="panel cards">
        <h2 id="actions">What may happen next</h2>
        <form method="post" action={`${action}/refund`}>
          <ReasonSelect
            id="refund-reason"
            label="Reason of the refund"
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
            Refund partly
          </button>
        </form>
        <form method="post" action={`${action}/chargeback`}>
          <ReasonSelect
            id="chargeback-reason"
            label="Reason of the chargeback"
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

function PingbackTable({ emulator, pingbacks }: { emulator: Emulator; pingbacks: Pingback[] }) {
  if (pingbacks.length === 0) return <p>None sent.</p>
  return (
    <Table name="Pingbacks">
      <thead>
        <tr>
          <th scope="col">Type</th>
          <th scope="col">Time</th>
          <th scope="col">State</th>
          <th scope="col">Last answer of the shop</th>
          <th scope="col" class="number">
            Attempts
          </th>
          <th scope="col">Next attempt</th>
          <th scope="col">Action</th>
        </tr>
      </thead>
      <tbody>
        {pingbacks.map((pingback) => (
          <tr>
            <th scope="row">
              <a href={`/merchant/pingbacks/${pingback.id}`}>{typeName(pingback.type)}</a>
            </th>
            <td>
              <Time at={pingback.createdAt} />
            </td>
            <td>{pingback.status}</td>
            <td>{answerOf(pingback.attempts.at(-1))}</td>
            <td class="number">{pingback.attempts.length}</td>
            <td>
              <Time at={emulator.pingbacks.nextAttemptAt(pingback)} />
            </td>
            <td>
              <form method="post" action={`/merchant/pingbacks/${pingback.id}/resend`}>
                <button type="submit">Resend</button>
              </form>
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

export function PingbackPage({ emulator, pingback }: { emulator: Emulator; pingback: Pingback }) {
  return (
    <Frame title={`Pingback ${typeName(pingback.type)}`} current="" emulator={emulator}>
      <p>
        About payment <a href={`/merchant/payments/${pingback.ref}`}>{pingback.ref}</a>, signature version{' '}
        {pingback.signVersion}, {pingback.status}.
      </p>
      <section aria-labelledby="base-string" class="panel">
        <h2 id="base-string">Base string, without the secret</h2>
        <pre tabindex={0}>{pingback.baseString}</pre>
      </section>
      <section aria-labelledby="address" class="panel">
        <h2 id="address">Address called</h2>
        <pre tabindex={0}>{pingback.url}</pre>
      </section>
      <section aria-labelledby="attempts" class="panel">
        <h2 id="attempts">Attempts</h2>
        <Table name="Attempts">
          <thead>
            <tr>
              <th scope="col">Time</th>
              <th scope="col">Answer</th>
              <th scope="col">Counts as received</th>
              <th scope="col" class="number">
                Milliseconds
              </th>
            </tr>
          </thead>
          <tbody>
            {pingback.attempts.map((attempt) => (
              <tr>
                <td>
                  <Time at={attempt.at} />
                </td>
                <td>{answerOf(attempt)}</td>
                <td>{attempt.isAcknowledged ? 'yes' : 'no'}</td>
                <td class="number">{attempt.durationMs}</td>
              </tr>
            ))}
          </tbody>
        </Table>
        <form method="post" action={`/merchant/pingbacks/${pingback.id}/resend`}>
          <button type="submit">Send again now</button>
        </form>
      </section>
    </Frame>
  )
}

function ParameterList({ parameters }: { parameters: readonly [string, string][] }) {
  return (
    <dl class="facts">
      {parameters.map(([name, value]) => (
        <>
          <dt>{name}</dt>
          <dd>{value || '(empty)'}</dd>
        </>
      ))}
    </dl>
  )
}

export function RequestsPage({ emulator }: { emulator: Emulator }) {
  const requests = emulator.state.requests.slice(-listed).reverse()
  return (
    <Frame title="API calls" current="/merchant/requests" emulator={emulator}>
      {requests.length === 0 && <p>The shop has not called yet.</p>}
      {requests.map((request) => (
        <details class="call">
          <summary>
            {request.method} {request.path} → {request.status ?? 'no answer'} <Time at={request.at} />
          </summary>
          <ParameterList parameters={[...request.query, ...request.body]} />
          {request.answer && <pre tabindex={0}>{request.answer}</pre>}
        </details>
      ))}
    </Frame>
  )
}

const jumps = [
  ['1800', '30 minutes'],
  ['86400', '1 day'],
  ['604800', '7 days'],
  ['2592000', '30 days'],
] as const

const speeds = [1, 60, 1800] as const

export function SettingsPage({ emulator, fault }: { emulator: Emulator; fault: string | null }) {
  const { settings } = emulator.state
  const customParameters = Object.entries(settings.customParameters)
  return (
    <Frame title="Settings and clock" current="/merchant/settings" emulator={emulator}>
      {fault && (
        <p class="notice bad" role="alert">
          Nothing was saved. {fault}
        </p>
      )}
      <section aria-labelledby="clock" class="panel cards">
        <h2 id="clock">Clock</h2>
        <form method="post" action="/merchant/clock" class="row">
          <span>Move forward</span>
          {jumps.map(([seconds, name]) => (
            <button type="submit" name="advance" value={seconds}>
              {name}
            </button>
          ))}
        </form>
        <form method="post" action="/merchant/clock" class="row">
          <span>Speed</span>
          {speeds.map((speed) => (
            <button
              type="submit"
              name="scale"
              value={String(speed)}
              aria-pressed={emulator.clock.scale === speed ? 'true' : 'false'}
            >
              {speed === 1 ? 'real' : `${speed} times`}
            </button>
          ))}
        </form>
      </section>
      <section aria-labelledby="project" class="panel cards">
        <h2 id="project">Project</h2>
        <form method="post" action="/merchant/settings">
          <label>
            Pingback signature version
            <select name="pingbackVersion">
              {[3, 2].map((version) => (
                <option value={String(version)} selected={settings.pingbackVersion === version}>
                  {version}
                </option>
              ))}
            </select>
          </label>
          <label>
            Key that signs pingbacks of Brick test payments
            <select name="pingbackSecret">
              <option value="project" selected={settings.pingbackSecret === 'project'}>
                project secret key
              </option>
              <option value="brick-test" selected={settings.pingbackSecret === 'brick-test'}>
                Brick private key
              </option>
            </select>
          </label>
          <label>
            Minutes between attempts
            <input
              name="retryMinutes"
              type="number"
              min="1"
              max="1440"
              value={String(settings.retryMinutes)}
            />
          </label>
          <label>
            Custom pingback parameters, one name=VALUE a line
            <textarea name="customParameters" rows={4}>
              {customParameters.map(([name, value]) => `${name}=${value}`).join('\n')}
            </textarea>
          </label>
          <details>
            <summary>Values that exist</summary>
            <p class="fine">{customParameterValues.join(', ')}</p>
          </details>
          <label class="check">
            <input name="isLive" type="checkbox" checked={settings.isLive} /> The project is live
          </label>
          <label class="check">
            <input name="evaluationMode" type="checkbox" checked={settings.evaluationMode} /> Evaluation mode:
            anyone sees the payment page before the project is live
          </label>
          <button class="primary" type="submit">
            Save
          </button>
        </form>
      </section>
    </Frame>
  )
}
