import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { Payment } from '../core/state'
import type { Emulator } from '../emulator'
import { announce, createPayment, findPayment, refundPartly, reverse } from '../payments'
import { exportScenario, replayScenario, replaySchema } from '../scenarios/scenario'
import { readBody } from './body'
import { pingbackView } from './pingback-routes'
import { newPaymentSchema, reversalSchema } from './schema'

/** Payments without a browser, and their refunds. */
export function paymentRoutes(emulator: Emulator): Hono {
  const routes = new Hono()
  const { pingbacks } = emulator

  const paymentOf = (ref: string): Payment => {
    const payment = findPayment(emulator, ref)
    if (!payment) throw new HTTPException(404, { message: `There is no payment ${ref}.` })
    return payment
  }

  routes.get('/payments', (c) => c.json(emulator.state.payments))
  routes.get('/payments/:ref', (c) => c.json(paymentOf(c.req.param('ref'))))

  routes.get('/payments/:ref/scenario', (c) => {
    const payment = paymentOf(c.req.param('ref'))
    c.header('Content-Disposition', `attachment; filename="${payment.ref}.json"`)
    return c.json(exportScenario(emulator, payment))
  })
  routes.post('/scenarios', async (c) =>
    c.json(await replayScenario(emulator, await readBody(c.req.raw, replaySchema))),
  )

  routes.post('/payments', async (c) => {
    const { wait, sendPingback, own, ...input } = await readBody(c.req.raw, newPaymentSchema)
    if (input.ref && findPayment(emulator, input.ref)) {
      throw new HTTPException(409, { message: `There is already a payment ${input.ref}.` })
    }
    const payment = createPayment(emulator, { ...input, parameters: Object.entries(own) })
    if (!sendPingback) return c.json({ payment, pingback: null }, 201)
    const pingback = announce(emulator, payment)
    if (wait) await pingbacks.attempt(pingback.id)
    return c.json({ payment, pingback: pingbackView(emulator, pingback) }, 201)
  })

  routes.post('/payments/:ref/review', async (c) => {
    const payment = paymentOf(c.req.param('ref'))
    const charge = emulator.state.charges.find(({ ref }) => ref === payment.ref)
    if (payment.status !== 'under review' || !charge) {
      throw new HTTPException(409, { message: `Payment ${payment.ref} is not under review.` })
    }
    await emulator.scheduler.runNow('review', charge.id)
    return c.json({ payment })
  })

  routes.post('/payments/:ref/refund', async (c) => {
    const { reason, amount, merchantRefundId, wait } = await readBody(c.req.raw, reversalSchema)
    const payment = paymentOf(c.req.param('ref'))
    const extra: [string, string][] = merchantRefundId ? [['merchant_refund_id', merchantRefundId]] : []
    const pingback = amount
      ? refundPartly(emulator, payment, amount, extra)
      : reverse(emulator, payment, reason, extra)
    if (wait) await pingbacks.attempt(pingback.id)
    return c.json({ payment, pingback: pingbackView(emulator, pingback) })
  })

  return routes
}
