import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { findToken } from '../brick/tokens'
import { addFault, faultSchema } from '../core/faults'
import { settingsSchema } from '../core/settings'
import type { Emulator } from '../emulator'
import { parse, readBody } from './body'
import { bankRuleSchema } from './schema'

const aCentury = 36_525 * 86_400

/** Settings, clock, faults, and what the shop has called. */
export function projectRoutes(emulator: Emulator): Hono {
  const routes = new Hono()
  const { scheduler } = emulator

  const clockView = () => ({
    now: emulator.clock.now(),
    iso: new Date(emulator.clock.now()).toISOString(),
    scale: emulator.clock.scale,
    nextJobAt: scheduler.nextAt(),
  })

  routes.get('/settings', (c) => c.json(emulator.state.settings))

  routes.patch('/settings', async (c) => {
    const patch = await readBody(c.req.raw, z.record(z.string(), z.unknown()))
    emulator.state.settings = parse({ ...emulator.state.settings, ...patch }, settingsSchema)
    emulator.store.changed()
    return c.json(emulator.state.settings)
  })

  routes.post('/bank', async (c) => {
    const rule = await readBody(c.req.raw, bankRuleSchema)
    const others = emulator.state.bankRules.filter(({ plan }) => plan !== rule.plan)
    emulator.state.bankRules = [...others, rule]
    emulator.store.changed()
    return c.json(rule)
  })

  routes.get('/clock', (c) => c.json(clockView()))

  routes.post('/clock', async (c) => {
    const { advance, to, scale } = await readBody(
      c.req.raw,
      z.strictObject({
        advance: z.number().nonnegative().max(aCentury).optional(),
        to: z.enum(['next', 'next-charge']).optional(),
        scale: z.number().positive().max(1_000_000).optional(),
      }),
    )
    if (scale !== undefined) emulator.clock.setScale(scale)
    if (advance !== undefined) await scheduler.advanceTo(emulator.clock.now() + advance * 1000)
    if (to) {
      const next = scheduler.nextAt(to === 'next-charge' ? 'subscription' : undefined)
      await scheduler.advanceTo(next ?? emulator.clock.now())
    }
    scheduler.arm()
    emulator.store.changed()
    return c.json(clockView())
  })

  routes.get('/faults', (c) => c.json(emulator.state.faults))
  routes.post('/faults', async (c) => c.json(addFault(emulator, await readBody(c.req.raw, faultSchema)), 201))
  routes.delete('/faults', (c) => {
    emulator.state.faults = []
    emulator.store.changed()
    return c.json({ ok: true })
  })

  routes.get('/tickets', (c) => c.json(emulator.state.tickets))
  routes.get('/deliveries', (c) => c.json(emulator.state.deliveries))

  routes.delete('/tokens/:token', (c) => {
    const token = findToken(emulator, c.req.param('token'))
    if (!token) throw new HTTPException(404, { message: 'There is no such token.' })
    token.status = 'deleted'
    emulator.store.changed()
    return c.json({ ok: true })
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
