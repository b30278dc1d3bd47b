/** @jsxImportSource hono/jsx */
import type { Challenge } from '../core/state'
import { formatMoney } from '../currencies'
import { Document, SandboxMark } from '../pages/document'

export function BankPage({ challenge }: { challenge: Challenge }) {
  return (
    <Document title="Test bank" bodyClass="bank">
      <main>
        <SandboxMark />
        <header class="offer">
          <h1>Test bank: confirm your payment</h1>
          <p class="price">{formatMoney(challenge.amount, challenge.currency)}</p>
        </header>
        {challenge.state === 'open' ? (
          <form method="post" action="/api/brick/secure-payment">
            <input type="hidden" name="MD" value={challenge.id} />
            <input type="hidden" name="PaReq" value={challenge.hash} />
            <div class="actions">
              <button class="primary" type="submit" name="PaRes" value="approved">
                Approve
              </button>
              <button type="submit" name="PaRes" value="declined">
                Decline
              </button>
              <button type="submit" name="PaRes" value="">
                Walk away
              </button>
            </div>
          </form>
        ) : (
          <p class="notice">You have already answered. Go back to the shop.</p>
        )}
      </main>
    </Document>
  )
}

/** Leads back to the shop by a form that sends itself, or by a message to the page that opened the bank's. */
export function BankResultPage({ challenge }: { challenge: Challenge }) {
  if (challenge.state === 'open') {
    const left = challenge.redirectUrl ? [] : [{ event: '3dSecureCancelled' }]
    return (
      <Document title="Test bank" bodyClass="bank" scripts={['bank.js']} messages={left}>
        <main>
          <SandboxMark />
          <p class="notice">You left the bank without an answer. The shop was told nothing.</p>
        </main>
      </Document>
    )
  }
  const data = { secure_token: challenge.secureToken, charge_id: challenge.chargeId }
  const messages = challenge.redirectUrl ? [] : [{ event: '3dSecureComplete', data }]
  return (
    <Document title="Test bank" bodyClass="bank" scripts={['bank.js']} messages={messages}>
      <main>
        <SandboxMark />
        <p class="notice" role="status">
          {challenge.state === 'approved' ? 'You approved the payment.' : 'You declined the payment.'} Going
          back to the shop…
        </p>
        {challenge.redirectUrl && (
          <form method="post" action={challenge.redirectUrl} data-sends-itself="">
            <input type="hidden" name="brick_secure_token" value={challenge.secureToken} />
            <input type="hidden" name="brick_charge_id" value={challenge.chargeId} />
            <button type="submit">Continue to the shop</button>
          </form>
        )}
      </main>
    </Document>
  )
}
