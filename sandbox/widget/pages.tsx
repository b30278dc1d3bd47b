/** @jsxImportSource hono/jsx */

import { raw } from 'hono/html'
import type { Payment, WidgetSession } from '../core/state'
import { formatMoney } from '../currencies'
import { Document, SandboxMark } from '../pages/document'
import { paymentView } from '../payments'
import { periodWords } from '../subscriptions/period-words'
import type { Refusal, WidgetCall } from './call'
import type { OfferedMethod } from './methods'

const script = ['widget.js']

function Terms({ call }: { call: WidgetCall }) {
  const { offer, afterTrial, recurring } = call
  if (!offer.period) return <p>One payment. Nothing is charged again.</p>
  if (afterTrial?.period) {
    const price = formatMoney(afterTrial.amount, afterTrial.currency)
    return (
      <p>
        Trial for {periodWords(offer.period)}, then {afterTrial.name} for {price} every{' '}
        {periodWords(afterTrial.period)} until you cancel.
      </p>
    )
  }
  return recurring ? (
    <p>Charged every {periodWords(offer.period)} until you cancel.</p>
  ) : (
    <p>Access for {periodWords(offer.period)}. It does not renew.</p>
  )
}

interface WidgetPageProps {
  session: WidgetSession
  call: WidgetCall
  methods: OfferedMethod[]
  warnings: string[]
  isLive: boolean
}

export function WidgetPage({ session, call, methods, warnings, isLive }: WidgetPageProps) {
  const { outcome } = session
  const firstUsable = methods.find(({ isUsable }) => isUsable)
  const messages = outcome.kind === 'failed' ? [{ event: 'paymentProcessingEnd' }] : []
  return (
    <Document title={`Pay for ${call.offer.name}`} scripts={script} bodyClass="widget" messages={messages}>
      <main>
        <SandboxMark />
        {outcome.kind === 'failed' && (
          <p class="notice bad" role="alert">
            The payment failed and nothing was charged. Try again or choose another method.
          </p>
        )}
        <header class="offer">
          <h1>{call.offer.name}</h1>
          <p class="price">{formatMoney(call.offer.amount, call.offer.currency)}</p>
          <Terms call={call} />
        </header>
        <form method="post" action={`/widget/${session.id}/buy`}>
          <fieldset>
            <legend>Payment method</legend>
            {methods.map(({ system, isUsable }) => (
              <label class="method">
                <input
                  type="radio"
                  name="ps"
                  value={system.id}
                  checked={system.id === firstUsable?.system.id}
                  disabled={!isUsable}
                />
                <span>{system.name}</span>
              </label>
            ))}
            {methods.length === 0 && <p>No payment method is available for this call.</p>}
          </fieldset>
          <div class="actions">
            <button class="primary" type="submit" data-processing="" disabled={!firstUsable}>
              Buy
            </button>
            <button
              type="submit"
              formaction={`/widget/${session.id}/fail`}
              data-processing=""
              disabled={!firstUsable}
            >
              Fail
            </button>
            <button type="submit" formaction={`/widget/${session.id}/close`} formnovalidate>
              Close
            </button>
          </div>
          <p class="status" role="status" />
        </form>
        <p class="fine">
          {call.email && `Receipt to ${call.email}. `}
          {isLive
            ? 'The project is live.'
            : 'The project is not live yet, so only the test method can be used.'}
        </p>
        {outcome.kind === 'failed' && call.failureUrl && (
          <BackLink url={call.failureUrl} text="Back to the shop" />
        )}
        <Warnings warnings={warnings} />
      </main>
    </Document>
  )
}

function Warnings({ warnings }: { warnings: string[] }) {
  if (warnings.length === 0) return null
  return (
    <aside class="notice" aria-label="For the developer">
      <ul>
        {warnings.map((warning) => (
          <li>{warning}</li>
        ))}
      </ul>
    </aside>
  )
}

function BackLink({ url, text }: { url: string; text: string }) {
  return /^https?:\/\//i.test(url) ? (
    <p>
      <a class="button" href={url} target="_top">
        {text}
      </a>
    </p>
  ) : null
}

interface PaidPageProps {
  call: WidgetCall
  payment: Payment
}

export function PaidPage({ call, payment }: PaidPageProps) {
  const returnUrl = call.successUrl?.replaceAll('$ref', encodeURIComponent(payment.ref))
  return (
    <Document
      title="Payment accepted"
      scripts={script}
      bodyClass="widget"
      messages={[{ event: 'paymentSuccess', data: paymentView(payment) }, { event: 'paymentProcessingEnd' }]}
    >
      <main>
        <SandboxMark />
        <p class="notice good" role="status">
          Payment accepted. The shop has been notified.
        </p>
        <header class="offer">
          <h1>{call.offer.name}</h1>
          <p class="price">{formatMoney(payment.amount, payment.currency)}</p>
        </header>
        <dl class="facts">
          <dt>Reference</dt>
          <dd>{payment.ref}</dd>
          {payment.email && (
            <>
              <dt>Receipt to</dt>
              <dd>{payment.email}</dd>
            </>
          )}
        </dl>
        {returnUrl ? (
          <BackLink url={returnUrl} text="Return to shop" />
        ) : (
          <p>You can close this page and go back to the shop.</p>
        )}
      </main>
    </Document>
  )
}

export function ClosedPage({ session, call }: { session: WidgetSession; call: WidgetCall }) {
  return (
    <Document
      title="Payment closed"
      scripts={script}
      bodyClass="widget"
      messages={[{ event: 'paymentProcessingEnd' }]}
    >
      <main>
        <SandboxMark />
        <p class="notice" role="status">
          You closed the payment. Nothing was charged.
        </p>
        <form method="post" action={`/widget/${session.id}/reopen`}>
          <button type="submit">Start again</button>
        </form>
        {call.cancelUrl && <BackLink url={call.cancelUrl} text="Back to the shop" />}
      </main>
    </Document>
  )
}

// The title is a sentence of ours; clients look for its apostrophe as it is.
export function RefusalPage({ refusal }: { refusal: Refusal }) {
  const { signature } = refusal
  return (
    <Document title="Not available" scripts={script} bodyClass="widget">
      <main>
        <SandboxMark />
        <h1>{raw(refusal.title)}</h1>
        <ul class="reasons">
          {refusal.reasons.map((reason) => (
            <li>{reason}</li>
          ))}
        </ul>
        {signature && (
          <details open>
            <summary>What was signed</summary>
            <p>
              The digest of this base string, with the project's secret key appended, must be sent as{' '}
              <code>sign</code>.
            </p>
            <pre tabindex={0}>{signature.baseString}</pre>
            <dl class="facts">
              <dt>sign_version</dt>
              <dd>{signature.version || 'not sent, so 1'}</dd>
              <dt>sign as received</dt>
              <dd>{signature.received || 'not sent'}</dd>
            </dl>
          </details>
        )}
      </main>
    </Document>
  )
}
