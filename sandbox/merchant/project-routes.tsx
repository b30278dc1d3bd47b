/** @jsxImportSource hono/jsx */
import { Hono } from 'hono'
import { z } from 'zod'
import { addFault, faultSchema } from '../core/faults'
import type { Emulator } from '../emulator'
import { moveClock } from './answers'
import { readSettingsForm } from './setting-fields'
import { SettingsPage } from './settings-page'

/** Settings, faults, the clock, and starting over. */
export function projectRoutes(emulator: Emulator): Hono {
  const routes = new Hono()
  const { scheduler } = emulator

  routes.get('/settings', (c) => c.html(<SettingsPage emulator={emulator} fault={null} />))

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
    if (seconds > 0) await moveClock(emulator, emulator.clock.now() + seconds * 1000)
    if (form.to === 'next-charge') await moveClock(emulator, scheduler.nextAt('subscription'))
    scheduler.arm()
    emulator.store.changed()
    return c.redirect(form.from === 'subscriptions' ? '/merchant/subscriptions' : '/merchant/settings', 303)
  })

  routes.post('/reset', async (c) => {
    emulator.reset()
    return c.redirect('/merchant', 303)
  })

  return routes
}
