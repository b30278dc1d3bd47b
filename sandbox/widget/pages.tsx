/** @jsxImportSource hono/jsx */
import type { Payment, WidgetSession } from '../core/state'
import { formatMoney } from '../currencies'
import { Document, SandboxMark } from '../pages/document'
import { locales } from '../pages/languages'
import { paymentView } from '../payments'
import type { WidgetCall } from './call'
import { methodName, type OfferedMethod } from './methods'
import { PricePoints, SaleHeader, saleName } from './sale-parts'
import { widgetTexts } from './texts'

const script = ['widget.js']

interface WidgetPageProps {
  session: WidgetSession
  call: WidgetCall
  methods: OfferedMethod[]
  warnings: string[]
  isLive: boolean
}

export function WidgetPage({ session, call, methods, warnings, isLive }: WidgetPageProps) {
  const { outcome } = session
  const { language, sale } = call
  const texts = widgetTexts[language]
  const isUsable = methods.some((method) => method.isUsable)
  const messages = outcome.kind === 'failed' ? [{ event: 'paymentProcessingEnd' }] : []
  return (
    <Document
      title={texts.payFor(saleName(call))}
      scripts={script}
      bodyClass="widget"
      language={language}
      messages={messages}
    >
      <main>
        <SandboxMark language={language} />
        {outcome.kind === 'failed' && (
          <p class="notice bad" role="alert">
            {texts.failed}
          </p>
        )}
        <SaleHeader call={call} />
        <form method="post" action={`/widget/${session.id}/buy`}>
          {sale.kind === 'virtual-currency' && <PricePoints call={call} sale={sale} />}
          <Methods call={call} methods={methods} />
          <div class="actions">
            <button class="primary" type="submit" data-processing="" disabled={!isUsable}>
              {texts.buy}
            </button>
            <button
              type="submit"
              formaction={`/widget/${session.id}/fail`}
              data-processing=""
              disabled={!isUsable}
            >
              {texts.fail}
            </button>
            <button type="submit" formaction={`/widget/${session.id}/close`} formnovalidate>
              {texts.close}
            </button>
          </div>
          <p class="status" role="status" data-processing={texts.processing} />
        </form>
        <p class="fine">
          {call.email && `${texts.receiptTo(call.email)} `}
          {isLive ? texts.isLive : texts.isNotLive}
        </p>
        {outcome.kind === 'failed' && call.failureUrl && (
          <BackLink url={call.failureUrl} text={texts.backToShop} />
        )}
        <Warnings warnings={warnings} />
      </main>
    </Document>
  )
}

/** The choice of a method; a call that names one (a uni widget) leaves none. */
function Methods({ call, methods }: { call: WidgetCall; methods: OfferedMethod[] }) {
  const { language, paymentSystem } = call
  const texts = widgetTexts[language]
  const firstUsable = methods.find(({ isUsable }) => isUsable)
  const [only] = methods
  if (paymentSystem !== 'all' && only) {
    return (
      <p>
        {texts.methodIs} <strong>{methodName(only.system, language)}</strong>
        <input type="hidden" name="ps" value={only.system.id} />
      </p>
    )
  }
  return (
    <fieldset>
      <legend>{texts.method}</legend>
      {methods.map(({ system, isUsable }) => (
        <label class="method">
          <input
            type="radio"
            name="ps"
            value={system.id}
            checked={system.id === firstUsable?.system.id}
            disabled={!isUsable}
          />
          <span>{methodName(system, language)}</span>
        </label>
      ))}
      {methods.length === 0 && <p>{texts.noMethod}</p>}
    </fieldset>
  )
}

function Warnings({ warnings }: { warnings: string[] }) {
  if (warnings.length === 0) return null
  return (
    <aside class="notice" lang="en" aria-label="For the developer">
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
  const texts = widgetTexts[call.language]
  const returnUrl = call.successUrl?.replaceAll('$ref', encodeURIComponent(payment.ref))
  return (
    <Document
      title={texts.accepted}
      scripts={script}
      bodyClass="widget"
      language={call.language}
      messages={[{ event: 'paymentSuccess', data: paymentView(payment) }, { event: 'paymentProcessingEnd' }]}
    >
      <main>
        <SandboxMark language={call.language} />
        <p class="notice good" role="status">
          {texts.notified}
        </p>
        <header class="offer">
          <h1>{payment.cart ? texts.cart : payment.productName}</h1>
          <p class="price">{formatMoney(payment.amount, payment.currency, locales[call.language])}</p>
        </header>
        <dl class="facts">
          <dt>{texts.reference}</dt>
          <dd>{payment.ref}</dd>
          {payment.email && (
            <>
              <dt>{texts.receipt}</dt>
              <dd>{payment.email}</dd>
            </>
          )}
        </dl>
        {returnUrl ? <BackLink url={returnUrl} text={texts.returnToShop} /> : <p>{texts.canClose}</p>}
      </main>
    </Document>
  )
}

export function ClosedPage({ session, call }: { session: WidgetSession; call: WidgetCall }) {
  const texts = widgetTexts[call.language]
  return (
    <Document
      title={texts.closedTitle}
      scripts={script}
      bodyClass="widget"
      language={call.language}
      messages={[{ event: 'paymentProcessingEnd' }]}
    >
      <main>
        <SandboxMark language={call.language} />
        <p class="notice" role="status">
          {texts.closed}
        </p>
        <form method="post" action={`/widget/${session.id}/reopen`}>
          <button type="submit">{texts.startAgain}</button>
        </form>
        {call.cancelUrl && <BackLink url={call.cancelUrl} text={texts.backToShop} />}
      </main>
    </Document>
  )
}
