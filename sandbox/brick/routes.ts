import { type Context, Hono } from 'hono'
import { cors } from 'hono/cors'
import { originOf } from '../core/addresses'
import { bodyParameters } from '../core/request-log'
import { isSame } from '../core/signature'
import type { Emulator } from '../emulator'
import { bankRoutes } from './bank-routes'
import { challengeAnswer } from './challenges'
import { readChargeRequest, tolerate } from './charge-request'
import { announceCharge, chargeCard, chargeView, findCharge } from './charges'
import { BrickError } from './errors'
import { capture, refund, voidCharge } from './follow-ups'
import { brickSubscriptionRoutes } from './subscription-routes'
import { tokenize, tokenView } from './tokens'

const actions = { capture, void: voidCharge, refund }

/** Brick's API at the provider's own paths. */
export function brickRoutes(emulator: Emulator): Hono {
  const routes = new Hono()

  const answer = (c: Context, value: object, status: 200 | BrickError['status'] = 200) => {
    const mark = emulator.state.settings.byteOrderMark ? '\uFEFF' : ''
    return c.body(mark + JSON.stringify(value), status, { 'Content-Type': 'application/json; charset=utf-8' })
  }

  routes.onError((error, c) => {
    if (!(error instanceof BrickError)) console.error(error)
    const refusal = error instanceof BrickError ? error : new BrickError(1000)
    return answer(c, refusal.view(emulator.state.settings.declineWording), refusal.status)
  })

  for (const path of ['/api/brick/token', '/api/token']) {
    routes.use(path, cors({ origin: '*', allowMethods: ['POST'] }))
    routes.post(path, async (c) =>
      answer(c, tokenView(emulator, tokenize(emulator, await bodyParameters(c)))),
    )
  }

  routes.use('/api/brick/device', cors({ origin: '*', allowMethods: ['POST'] }))
  routes.post('/api/brick/device', (c) => {
    const reference = emulator.randomUuid()
    emulator.state.deviceReferences.push(reference)
    emulator.store.changed()
    return answer(c, { reference_id: reference })
  })

  routes.route('/', bankRoutes(emulator))

  routes.use('/api/brick/*', async (c, next) => {
    const key = c.req.header('x-apikey')
    if (!key) throw new BrickError(4006)
    if (!isSame(emulator.project.brickPrivateKey, key)) throw new BrickError(4007)
    await next()
  })

  routes.post('/api/brick/charge', async (c) => {
    const request = readChargeRequest(await bodyParameters(c))
    tolerate(c, emulator, request)
    const result = chargeCard(emulator, request)
    if (result.kind === 'challenge') return answer(c, challengeAnswer(emulator, c, result.challenge, request))
    announceCharge(emulator, result.charge)
    return answer(c, chargeView(emulator, result.charge, originOf(c)))
  })

  routes.on(['GET', 'POST'], '/api/brick/charge/:id', (c) =>
    answer(c, chargeView(emulator, findCharge(emulator, c.req.param('id')), originOf(c))),
  )

  routes.post('/api/brick/charge/:id/:action{capture|void|refund}', (c) => {
    const charge = findCharge(emulator, c.req.param('id'))
    actions[c.req.param('action') as keyof typeof actions](emulator, charge)
    return answer(c, chargeView(emulator, charge, originOf(c)))
  })

  routes.route('/', brickSubscriptionRoutes(emulator, answer))

  routes.all('/api/brick/*', () => {
    throw new BrickError(4004)
  })

  return routes
}
