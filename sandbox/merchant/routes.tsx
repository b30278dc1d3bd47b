/** @jsxImportSource hono/jsx */
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { capture, voidCharge } from '../brick/follow-ups'
import { newPaymentSchema, newSubscriptionSchema } from '../control/schema'
import { subscribe } from '../control/without-browser'
import { addFault, faultSchema } from '../core/faults'
import { refuseOtherSites } from '../core/same-site'
import type { Payment } from '../core/state'
import { currencies } from '../currencies'
import type { Emulator } from '../emulator'
import { createPayment, findPayment, isReturned, refundPartly, reverse } from '../payments'
import { notify } from '../pingbacks/pingbacks'
import { addPeriod } from '../subscriptions/calendar'
import { attemptsPerCharge, findSubscription, nextChargeAt, stop } from '../subscriptions/engine'
import { PaymentPage } from './payment-page'
import { readFilter } from './payment-search'
import { PaymentsPage } from './payments-page'
import { PingbackPage } from './pingback-page'
import { ReportsPage } from './reports-page'
import { RequestPage, RequestsPage } from './requests-page'
import { readSettingsForm } from './setting-fields'
import { SettingsPage } from './settings-page'
import { SubscriptionsPage } from './subscriptions-page'
import { toolRoutes } from './tool-routes'

const amount = /^\d+(\.\d{1,3})?$/

/** The merchant area: what was paid and notified, and buttons for what a merchant or a bank may do. */
export function merchantRoutes(emulator: Emulator): Hono {
  const routes = new Hono()
  const { pingbacks, scheduler } = emulator

  async function moveClock(moment: number | null) {
    if (moment !== null) await scheduler.advanceTo(moment)
    scheduler.arm()
  }

  routes.use(refuseOtherSites)
  routes.route('/', toolRoutes(emulator))

  routes.get('/', (c) => c.html(<PaymentsPage emulator={emulator} filter={readFilter(c.req.query())} />))
  routes.get('/subscriptions', (c) => c.html(<SubscriptionsPage emulator={emulator} />))
  routes.get('/requests', (c) => c.html(<RequestsPage emulator={emulator} />))
  routes.get('/requests/:id', (c) => {
    const request = emulator.state.requests.find(({ id }) => String(id) === c.req.param('id'))
    return request ? c.html(<RequestPage emulator={emulator} request={request} />) : notFound(c)
  })
  routes.get('/settings', (c) => c.html(<SettingsPage emulator={emulator} fault={null} />))

  // For the page's script, which draws the page again when something has changed.
  routes.get('/changes', (c) => c.json({ changes: emulator.store.changes }))

  routes.get('/reports', (c) => c.html(<ReportsPage emulator={emulator} />))

  routes.post('/payments', async (c) => {
    const form = await c.req.parseBody()
    const [length, unit] = String(form.period ?? '').split(' ')
    const { period: _, ...fields } = form
    const period = unit ? { length: Number(length), unit } : null
    const input = period
      ? newSubscriptionSchema.safeParse({ ...fields, period })
      : newPaymentSchema.safeParse(fields)
    const money = { currency: String(form.currency) }
    const fault = !input.success
      ? z.prettifyError(input.error)
      : currencies.has(money.currency)
        ? null
        : `There is no currency ${money.currency}.`
    if (!input.success || fault !== null) {
      return c.html(<PaymentsPage emulator={emulator} filter={readFilter({})} fault={fault} />, 400)
    }
    const payment =
      'trial' in input.data ? subscribe(emulator, input.data).payment : pay(emulator, input.data)
    await firstAnswers(emulator, payment.ref)
    return c.redirect(`/merchant/payments/${payment.ref}`, 303)
  })

  routes.post('/reset', async (c) => {
    emulator.reset()
    return c.redirect('/merchant', 303)
  })

  routes.post('/faults', async (c) => {
    const form = await c.req.parseBody()
    const fault = faultSchema.safeParse({
      path: form.path,
      kind: form.kind,
      when: form.after === 'on' ? 'after' : 'before',
      status: Number(form.status),
      seconds: Number(form.seconds),
      times: Number(form.times),
    })
    if (!fault.success) {
      return c.html(<SettingsPage emulator={emulator} fault={z.prettifyError(fault.error)} />, 400)
    }
    addFault(emulator, fault.data)
    return c.redirect('/merchant/settings#faults', 303)
  })

  routes.post('/faults/clear', (c) => {
    emulator.state.faults = []
    emulator.store.changed()
    return c.redirect('/merchant/settings#faults', 303)
  })

  routes.get('/payments/:ref', (c) => {
    const payment = findPayment(emulator, c.req.param('ref'))
    if (!payment) return notFound(c)
    return c.html(<PaymentPage emulator={emulator} payment={payment} />)
  })

  routes.post('/payments/:ref/:action{refund|chargeback|partial|send|decide|hold}', async (c) => {
    const payment = findPayment(emulator, c.req.param('ref'))
    if (!payment) return notFound(c)
    const form = await c.req.parseBody()
    const number = (name: string) => z.coerce.number().int().nonnegative().catch(0).parse(form[name])
    const action = c.req.param('action')
    const charge = emulator.state.charges.find(({ ref }) => ref === payment.ref)
    const verdict = String(form.verdict)
    if (action !== 'send' && isReturned(payment)) return c.text('This payment has already gone back.', 409)
    switch (action) {
      case 'refund':
      case 'chargeback':
        reverse(emulator, payment, number('reason'))
        break
      case 'partial':
        if (!amount.test(String(form.amount)))
          return c.text('Enter the amount as a decimal, for example 2.50.', 400)
        refundPartly(emulator, payment, String(form.amount))
        break
      case 'decide':
        if (payment.status !== 'under review' || !charge)
          return c.text('This payment is not under review.', 409)
        charge.reviewAccepts = verdict === 'accept'
        await scheduler.runNow('review', charge.id)
        break
      case 'hold':
        if (payment.status !== 'authorised' || !charge) return c.text('Nothing is authorised here.', 409)
        if (verdict === 'capture') capture(emulator, charge)
        else if (verdict === 'void') voidCharge(emulator, charge)
        else await scheduler.runNow('hold', charge.id)
        break
      default:
        notify(emulator, payment, {
          type: number('type'),
          reason: form.reason ? number('reason') : undefined,
        })
    }
    await firstAnswers(emulator, payment.ref)
    return c.redirect(`/merchant/payments/${payment.ref}`, 303)
  })

  routes.get('/pingbacks/:id', (c) => {
    const pingback = pingbacks.find(c.req.param('id'))
    return pingback ? c.html(<PingbackPage emulator={emulator} pingback={pingback} />) : notFound(c)
  })

  routes.post('/pingbacks/:id/resend', async (c) => {
    const pingback = pingbacks.find(c.req.param('id'))
    if (!pingback) return notFound(c)
    await answeredSoon(pingbacks.attempt(pingback.id))
    return c.redirect(`/merchant/pingbacks/${pingback.id}`, 303)
  })

  routes.post('/subscriptions/:id', async (c) => {
    const subscription = findSubscription(emulator, c.req.param('id'))
    if (!subscription) return notFound(c)
    const form = await c.req.parseBody()
    switch (form.do) {
      case 'cancel': {
        const pingback = stop(emulator, subscription, 'cancelled')
        if (pingback) await answeredSoon(pingbacks.attempt(pingback.id))
        break
      }
      case 'last':
        subscription.remaining = 0
        break
      case 'fail-once':
        subscription.failNext = 1
        break
      case 'fail':
        subscription.failNext = attemptsPerCharge
        break
      case 'period':
        await moveClock(addPeriod(emulator.clock.now(), subscription.plan.period))
        break
      case 'to-charge':
        await moveClock(nextChargeAt(emulator, subscription))
        break
      default:
        return c.text('There is no such button.', 400)
    }
    emulator.store.changed()
    return c.redirect(`/merchant/subscriptions#${subscription.id}`, 303)
  })

  routes.post('/settings', async (c) => {
    const form = await c.req.parseBody()
    const parsed = readSettingsForm(form, emulator.state.settings)
    if (!parsed.success) {
      return c.html(<SettingsPage emulator={emulator} fault={z.prettifyError(parsed.error)} />, 400)
    }
    emulator.state.settings = parsed.data
    emulator.store.changed()
    return c.redirect('/merchant/settings', 303)
  })

  routes.post('/clock', async (c) => {
    const form = await c.req.parseBody()
    const seconds = z.coerce
      .number()
      .min(0)
      .max(400 * 86_400)
      .catch(0)
      .parse(form.advance)
    const scale = z.coerce.number().min(1).max(100_000).optional().catch(undefined).parse(form.scale)
    if (scale) emulator.clock.setScale(scale)
    if (seconds > 0) await moveClock(emulator.clock.now() + seconds * 1000)
    if (form.to === 'next-charge') await moveClock(scheduler.nextAt('subscription'))
    scheduler.arm()
    emulator.store.changed()
    return c.redirect(form.from === 'subscriptions' ? '/merchant/subscriptions' : '/merchant/settings', 303)
  })

  return routes
}

function pay(
  emulator: Emulator,
  { own, sendPingback, wait, ...input }: z.output<typeof newPaymentSchema>,
): Payment {
  const payment = createPayment(emulator, { ...input, parameters: Object.entries(own) })
  if (sendPingback) notify(emulator, payment, { type: 0 })
  return payment
}

const timeoutMs = 3_000

async function answeredSoon(sending: Promise<unknown>): Promise<void> {
  await Promise.race([sending, new Promise((resolve) => setTimeout(resolve, timeoutMs).unref())])
}

async function firstAnswers(emulator: Emulator, ref: string): Promise<void> {
  const unanswered = emulator.pingbacks
    .waiting()
    .filter((pingback) => pingback.ref === ref && pingback.attempts.length === 0)
  await answeredSoon(emulator.pingbacks.attemptAll(unanswered))
}

function notFound(c: Context) {
  return c.text('There is no such record here. It may have been reset.', 404)
}
