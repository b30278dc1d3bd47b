import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { findToken } from '../brick/tokens'
import { addFault, faultSchema } from '../core/faults'
import { refuseOtherSites } from '../core/same-site'
import { settingsSchema } from '../core/settings'
import type { Payment, Pingback } from '../core/state'
import type { Emulator } from '../emulator'
import { createPayment, findPayment, refundPartly, reverse } from '../payments'
import { composePingback, notify } from '../pingbacks/pingbacks'
import { newPaymentSchema, reversalSchema, sendSchema } from './schema'

/** The JSON API with which tests drive the emulator. Never reachable from other sites' pages. */
export function controlRoutes(emulator: Emulator): Hono {
  const routes = new Hono()
  const { pingbacks, scheduler } = emulator

  const read = async <Schema extends z.ZodType>(
    request: Request,
    schema: Schema,
  ): Promise<z.infer<Schema>> => {
    const text = await request.text()
    let value: unknown = {}
    try {
      if (text) value = JSON.parse(text)
    } catch {
      throw new HTTPException(400, { message: 'The body is not JSON.' })
    }
    const result = schema.safeParse(value)
    if (!result.success) throw new HTTPException(400, { message: z.prettifyError(result.error) })
    return result.data
  }

  const paymentOf = (ref: string): Payment => {
    const payment = findPayment(emulator, ref)
    if (!payment) throw new HTTPException(404, { message: `There is no payment ${ref}.` })
    return payment
  }

  const view = (pingback: Pingback) => ({ ...pingback, nextAttemptAt: pingbacks.nextAttemptAt(pingback) })

  const clockView = () => ({
    now: emulator.clock.now(),
    iso: new Date(emulator.clock.now()).toISOString(),
    scale: emulator.clock.scale,
    nextJobAt: scheduler.nextAt(),
    jobs: emulator.state.jobs,
  })

  routes.onError((error, c) => {
    const status = error instanceof HTTPException ? error.status : 500
    if (status === 500) console.error(error)
    return c.json({ error: error.message }, status)
  })

  routes.use(refuseOtherSites)

  routes.get('/health', (c) => c.json({ ok: true }))

  routes.get('/state', (c) => c.json(emulator.state))

  routes.post('/reset', (c) => {
    emulator.reset()
    return c.json({ ok: true })
  })

  routes.get('/settings', (c) => c.json(emulator.state.settings))

  routes.patch('/settings', async (c) => {
    const patch = await read(c.req.raw, z.record(z.string(), z.unknown()))
    const merged = settingsSchema.safeParse({ ...emulator.state.settings, ...patch })
    if (!merged.success) throw new HTTPException(400, { message: z.prettifyError(merged.error) })
    emulator.state.settings = merged.data
    emulator.store.changed()
    return c.json(merged.data)
  })

  routes.get('/clock', (c) => c.json(clockView()))

  routes.post('/clock', async (c) => {
    const { advance, to, scale } = await read(
      c.req.raw,
      z.strictObject({
        advance: z.number().nonnegative().optional(),
        to: z.literal('next').optional(),
        scale: z.number().positive().max(1_000_000).optional(),
      }),
    )
    if (scale !== undefined) emulator.clock.setScale(scale)
    if (advance !== undefined) await scheduler.advanceTo(emulator.clock.now() + advance * 1000)
    if (to === 'next') await scheduler.advanceTo(scheduler.nextAt() ?? emulator.clock.now())
    scheduler.arm()
    emulator.store.changed()
    return c.json(clockView())
  })

  routes.get('/faults', (c) => c.json(emulator.state.faults))
  routes.post('/faults', async (c) => c.json(addFault(emulator, await read(c.req.raw, faultSchema)), 201))
  routes.delete('/faults', (c) => {
    emulator.state.faults = []
    emulator.store.changed()
    return c.json({ ok: true })
  })

  routes.get('/payments', (c) => c.json(emulator.state.payments))
  routes.get('/payments/:ref', (c) => c.json(paymentOf(c.req.param('ref'))))

  routes.post('/payments', async (c) => {
    const { wait, sendPingback, own, ...input } = await read(c.req.raw, newPaymentSchema)
    if (input.ref && findPayment(emulator, input.ref)) {
      throw new HTTPException(409, { message: `There is already a payment ${input.ref}.` })
    }
    const payment = createPayment(emulator, { ...input, parameters: Object.entries(own) })
    if (!sendPingback) return c.json({ payment, pingback: null }, 201)
    const pingback = notify(emulator, payment, { type: 0 })
    if (wait) await pingbacks.attempt(pingback.id)
    return c.json({ payment, pingback: view(pingback) }, 201)
  })

  routes.post('/payments/:ref/refund', async (c) => {
    const { reason, amount, merchantRefundId, wait } = await read(c.req.raw, reversalSchema)
    const payment = paymentOf(c.req.param('ref'))
    const extra: [string, string][] = merchantRefundId ? [['merchant_refund_id', merchantRefundId]] : []
    const pingback = amount
      ? refundPartly(emulator, payment, amount, extra)
      : reverse(emulator, payment, reason, extra)
    if (wait) await pingbacks.attempt(pingback.id)
    return c.json({ payment, pingback: view(pingback) })
  })

  routes.delete('/tokens/:token', (c) => {
    const token = findToken(emulator, c.req.param('token'))
    if (!token) throw new HTTPException(404, { message: 'There is no such token.' })
    token.status = 'deleted'
    emulator.store.changed()
    return c.json({ ok: true })
  })

  routes.get('/pingbacks', (c) => {
    const { ref, status } = c.req.query()
    return c.json(
      emulator.state.pingbacks
        .filter((pingback) => (!ref || pingback.ref === ref) && (!status || pingback.status === status))
        .map(view),
    )
  })

  routes.post('/pingbacks', async (c) => {
    const { ref, type, reason, extra, times, parallel, wait, payment, ...disturbance } = await read(
      c.req.raw,
      sendSchema,
    )
    const subject = (ref && findPayment(emulator, ref)) || unknownPayment(ref, payment)
    const isFaulty = Object.values(disturbance).some((value) => value !== undefined)
    const retries = disturbance.retries ?? (!isFaulty && times === 1)
    const sent = Array.from({ length: times }, () =>
      composePingback(
        emulator,
        subject,
        { type, reason, extra: Object.entries(extra) },
        { ...disturbance, retries },
      ),
    )
    emulator.state.pingbacks.push(...sent)
    const sending = pingbacks.attemptAll(sent, parallel)
    if (wait) await sending
    return c.json({ sent: sent.map(view), answers: countAnswers(sent) }, 201)
  })

  routes.post('/pingbacks/retry', async (c) => {
    const { ref, id } = await read(
      c.req.raw,
      z.strictObject({ ref: z.string().optional(), id: z.string().optional() }),
    )
    const waiting = pingbacks
      .waiting()
      .filter((pingback) => (!ref || pingback.ref === ref) && (!id || pingback.id === id))
    await pingbacks.attemptAll(waiting)
    return c.json({ sent: waiting.map(view), answers: countAnswers(waiting) })
  })

  routes.get('/attempts', (c) => {
    const { ref } = c.req.query()
    return c.json(
      emulator.state.pingbacks
        .filter((pingback) => !ref || pingback.ref === ref)
        .flatMap(({ id, ref, type, url, baseString, attempts }) =>
          attempts.map((attempt) => ({ pingbackId: id, ref, type, url, baseString, ...attempt })),
        )
        .sort((left, right) => left.at - right.at),
    )
  })

  routes.get('/requests', (c) => {
    const { path, method } = c.req.query()
    return c.json(
      emulator.state.requests.filter(
        (request) => (!path || request.path.startsWith(path)) && (!method || request.method === method),
      ),
    )
  })
  routes.delete('/requests', (c) => {
    emulator.state.requests = []
    emulator.store.changed()
    return c.json({ ok: true })
  })

  return routes
}

function countAnswers(pingbacks: Pingback[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { attempts } of pingbacks) {
    const last = attempts.at(-1)
    const answer = last ? (last.error ?? `${last.status} ${last.body.slice(0, 40)}`) : 'not sent yet'
    counts[answer] = (counts[answer] ?? 0) + 1
  }
  return counts
}

function unknownPayment(ref: string | undefined, values: z.infer<typeof sendSchema>['payment']): Payment {
  return {
    ref: ref ?? 't0',
    api: 'widget',
    productName: '',
    amount: '0.00',
    currency: 'USD',
    paymentSystem: 'test',
    email: '',
    country: 'US',
    isTest: true,
    period: null,
    createdAt: 0,
    status: 'paid',
    refundedAmount: null,
    parameters: [],
    ...values,
  }
}
