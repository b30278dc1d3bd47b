import { Hono } from 'hono'
import { z } from 'zod'
import type { Payment, Pingback } from '../core/state'
import type { Emulator } from '../emulator'
import { findPayment } from '../payments'
import { composePingback } from '../pingbacks/pingbacks'
import { readBody } from './body'
import { sendSchema } from './schema'

/** Pingbacks sent, and any that a test wants to send. */
export function pingbackRoutes(emulator: Emulator): Hono {
  const routes = new Hono()
  const { pingbacks } = emulator
  const view = (pingback: Pingback) => pingbackView(emulator, pingback)

  routes.get('/pingbacks', (c) => {
    const { ref, status } = c.req.query()
    return c.json(
      emulator.state.pingbacks
        .filter((pingback) => (!ref || pingback.ref === ref) && (!status || pingback.status === status))
        .map(view),
    )
  })

  routes.post('/pingbacks', async (c) => {
    const { ref, type, reason, extra, times, parallel, wait, payment, ...disturbance } = await readBody(
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
    const { ref, id } = await readBody(
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

  return routes
}

export function pingbackView(emulator: Emulator, pingback: Pingback) {
  return { ...pingback, nextAttemptAt: emulator.pingbacks.nextAttemptAt(pingback) }
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
    subscriptionId: null,
    credits: null,
    cart: null,
    parameters: [],
    ...values,
  }
}
