/** @jsxImportSource hono/jsx */
import type { Challenge } from '../core/state'
import { formatMoney } from '../currencies'
import { Document, SandboxMark } from '../pages/document'
import { type Language, locales } from '../pages/languages'
import { bankTexts } from './bank-texts'

interface BankProps {
  challenge: Challenge
  language: Language
}

export function BankPage({ challenge, language }: BankProps) {
  const texts = bankTexts[language]
  return (
    <Document title={texts.title} bodyClass="bank" language={language}>
      <main>
        <SandboxMark language={language} />
        <header class="offer">
          <h1>{texts.confirm}</h1>
          <p class="price">{formatMoney(challenge.amount, challenge.currency, locales[language])}</p>
        </header>
        {challenge.state === 'open' ? (
          <form method="post" action="/api/brick/secure-payment">
            <input type="hidden" name="MD" value={challenge.id} />
            <input type="hidden" name="PaReq" value={challenge.hash} />
            <div class="actions">
              <button class="primary" type="submit" name="PaRes" value="approved">
                {texts.approve}
              </button>
              <button type="submit" name="PaRes" value="declined">
                {texts.decline}
              </button>
              <button type="submit" name="PaRes" value="">
                {texts.walkAway}
              </button>
            </div>
          </form>
        ) : (
          <p class="notice">{texts.answered}</p>
        )}
      </main>
    </Document>
  )
}

/** Leads back to the shop by a form that sends itself, or by a message to the page that opened the bank's. */
export function BankResultPage({ challenge, language }: BankProps) {
  const texts = bankTexts[language]
  if (challenge.state === 'open') {
    const left = challenge.redirectUrl ? [] : [{ event: '3dSecureCancelled' }]
    return (
      <Document
        title={texts.title}
        bodyClass="bank"
        language={language}
        scripts={['bank.js']}
        messages={left}
      >
        <main>
          <SandboxMark language={language} />
          <p class="notice">{texts.left}</p>
        </main>
      </Document>
    )
  }
  const data = { secure_token: challenge.secureToken, charge_id: challenge.chargeId }
  const messages = challenge.redirectUrl ? [] : [{ event: '3dSecureComplete', data }]
  return (
    <Document
      title={texts.title}
      bodyClass="bank"
      language={language}
      scripts={['bank.js']}
      messages={messages}
    >
      <main>
        <SandboxMark language={language} />
        <p class="notice" role="status">
          {challenge.state === 'approved' ? texts.approved : texts.declined} {texts.goingBack}
        </p>
        {challenge.redirectUrl && (
          <form method="post" action={challenge.redirectUrl} data-sends-itself="">
            <input type="hidden" name="brick_secure_token" value={challenge.secureToken} />
            <input type="hidden" name="brick_charge_id" value={challenge.chargeId} />
            <button type="submit">{texts.continue}</button>
          </form>
        )}
      </main>
    </Document>
  )
}
