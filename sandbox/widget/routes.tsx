/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { parseParameters, rawQuery } from '../core/parameters'
import { refuseOtherSites } from '../core/same-site'
import type { WidgetSession } from '../core/state'
import { refused, warn } from '../core/strictness'
import type { Emulator } from '../emulator'
import { findPayment } from '../payments'
import { incomplete, judgeCall, type Refusal, type WidgetCall, type WidgetPath, widgetPaths } from './call'
import { offeredMethods } from './methods'
import { ClosedPage, PaidPage, WidgetPage } from './pages'
import { RefusalPage } from './refusal-page'
import { buy, callOf, endWithoutPayment, findSession, openSession } from './sessions'

/** The payment page: the signed call at Paymentwall's own path, and the page's own actions under `/widget`. */
export function widgetRoutes(emulator: Emulator): Hono {
  const routes = new Hono()

  for (const path of widgetPaths) {
    routes.get(path, (c) => openCall(c, path))
    routes.all(path, (c) => c.text('The payment page is called with GET.', 405, { Allow: 'GET' }))
  }

  function openCall(c: Context, path: WidgetPath) {
    const parameters = parseParameters(rawQuery(c.req.url))
    const { settings } = emulator.state
    const verdict = judgeCall(parameters, emulator.project, settings, path)
    const refuse = (refusal: Refusal) => {
      c.get('record').answer = [refusal.title, ...refusal.reasons].join('\n')
      const status = settings.widgetRefusalStatus as ContentfulStatusCode
      return c.html(<RefusalPage refusal={refusal} />, status)
    }
    if (!verdict.isAccepted) return refuse(verdict.refusal)
    const reasons = refused(c, settings, verdict.shortcomings)
    if (reasons.length > 0) return refuse({ title: incomplete, reasons, signature: null })
    warn(c, [...verdict.hints, ...hintsOf(verdict.call, emulator.shopUrl)])
    const session = openSession(emulator, parameters)
    return showSession(c, emulator, session, [...verdict.shortcomings, ...verdict.hints])
  }

  routes.use('/widget/*', refuseOtherSites)

  routes.get('/widget/:session', (c) => {
    const session = findSession(emulator, c.req.param('session'))
    return session ? showSession(c, emulator, session) : sessionGone(c)
  })

  routes.post('/widget/:session/:action{buy|fail|close|reopen}', async (c) => {
    const session = findSession(emulator, c.req.param('session'))
    if (!session) return sessionGone(c)
    const { ps, point } = await c.req.parseBody()
    switch (c.req.param('action')) {
      case 'buy': {
        const call = callOf(emulator, session)
        const method = offeredMethods(call, emulator.state.settings).find(({ system }) => system.id === ps)
        if (!method?.isUsable) return c.text('Choose a payment method that this page offers.', 400)
        const pricePoint = Number(point ?? 0)
        if (call.sale.kind === 'virtual-currency' && !call.sale.pricePoints[pricePoint]) {
          return c.text('Choose an amount that this page offers.', 400)
        }
        buy(emulator, session, method.system.id, pricePoint)
        break
      }
      case 'fail':
        endWithoutPayment(emulator, session, 'failed')
        break
      case 'close':
        endWithoutPayment(emulator, session, 'closed')
        break
      default:
        if (session.outcome.kind !== 'paid') session.outcome = { kind: 'open' }
    }
    return c.redirect(`/widget/${session.id}`, 303)
  })

  return routes
}

function showSession(c: Context, emulator: Emulator, session: WidgetSession, shortcomings: string[] = []) {
  const call = callOf(emulator, session)
  const { settings } = emulator.state
  if (session.outcome.kind === 'paid') {
    const payment = findPayment(emulator, session.outcome.ref)
    return payment ? c.html(<PaidPage call={call} payment={payment} />) : sessionGone(c)
  }
  if (session.outcome.kind === 'closed') return c.html(<ClosedPage session={session} call={call} />)
  return c.html(
    <WidgetPage
      session={session}
      call={call}
      methods={offeredMethods(call, settings)}
      warnings={[...shortcomings, ...hintsOf(call, emulator.shopUrl)]}
      isLive={settings.isLive}
    />,
  )
}

function hintsOf(call: WidgetCall, shopUrl: string): string[] {
  if (call.successUrl === null) return ['The call has no success_url, so this page can offer no way back.']
  const origin = URL.canParse(call.successUrl) ? new URL(call.successUrl).origin : null
  return origin === new URL(shopUrl).origin ? [] : [`success_url does not lead to the shop at ${shopUrl}.`]
}

function sessionGone(c: Context) {
  return c.text('This payment page is no longer known. Open it again from the shop.', 404)
}
