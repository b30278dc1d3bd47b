/** @jsxImportSource hono/jsx */
import { Hono } from 'hono'
import { z } from 'zod'
import { capture, voidCharge } from '../brick/follow-ups'
import { newPaymentSchema, newSubscriptionSchema } from '../control/schema'
import { subscribe } from '../control/without-browser'
import type { Payment } from '../core/state'
import { currencies } from '../currencies'
import type { Emulator } from '../emulator'
import { announce, createPayment, findPayment, isReturned, refundPartly, reverse } from '../payments'
import { notify } from '../pingbacks/pingbacks'
import { answeredSoon, firstAnswers, notFound } from './answers'
import { PaymentPage } from './payment-page'
import { readFilter } from './payment-search'
import { PaymentsPage } from './payments-page'
import { PingbackPage } from './pingback-page'

const amount = /^\d+(\.\d{1,3})?$/

/** Payments and their pingbacks: what happened, and what a merchant or a bank may do about it. */
export function paymentRoutes(emulator: Emulator): Hono {
  const routes = new Hono()
  const { pingbacks, scheduler } = emulator

  routes.get('/', (c) => c.html(<PaymentsPage emulator={emulator} filter={readFilter(c.req.query())} />))

  routes.post('/payments', async (c) => {
    const form = await c.req.parseBody()
    const [length, unit] = String(form.period ?? '').split(' ')
    const { period: _, credits, cart, ...sent } = form
    const fields = {
      ...sent,
      ...(credits !== undefined && { credits: Number(credits) }),
      ...(cart !== undefined && { cart: String(cart).split(/\s+/).filter(Boolean) }),
    }
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

  return routes
}

function pay(
  emulator: Emulator,
  { own, sendPingback, wait, ...input }: z.output<typeof newPaymentSchema>,
): Payment {
  const payment = createPayment(emulator, { ...input, parameters: Object.entries(own) })
  if (sendPingback) announce(emulator, payment)
  return payment
}
