/** @jsxImportSource hono/jsx */
import { Hono } from 'hono'
import { z } from 'zod'
import { drillProject, drillSchema, lastRun, obstacleTo } from '../drills/of-project'
import type { Emulator } from '../emulator'
import { explain } from '../surgeon/explain'
import { secretsOf } from '../surgeon/secrets'
import { DrillsPage } from './drills-page'
import { ExplainPage } from './explain-page'

/** Pages that help to find a mistake: drills, and signatures taken apart. */
export function toolRoutes(emulator: Emulator): Hono {
  const routes = new Hono()

  routes.get('/drills', (c) =>
    c.html(<DrillsPage emulator={emulator} run={lastRun(emulator)} fault={null} />),
  )

  routes.post('/drills', async (c) => {
    const form = await c.req.parseBody()
    const text = (name: string) => String(form[name] ?? '').trim()
    const refuse = (fault: string, status: 400 | 409) =>
      c.html(<DrillsPage emulator={emulator} run={lastRun(emulator)} fault={fault} />, status)
    const obstacle = obstacleTo(emulator)
    if (obstacle) return refuse(obstacle, 409)
    const options = drillSchema.safeParse({
      uid: text('uid') || undefined,
      deliveries: text('deliveries') || null,
      orders: text('orders').split(/\s+/).filter(Boolean),
    })
    if (!options.success) return refuse(z.prettifyError(options.error), 400)
    // The page shows how far they are, and what broke them off.
    drillProject(emulator, options.data).catch(() => undefined)
    return c.redirect('/merchant/drills', 303)
  })

  routes.get('/explain', (c) => c.html(<ExplainPage emulator={emulator} text="" explanation={null} />))

  routes.post('/explain', async (c) => {
    const form = await c.req.parseBody()
    const text = String(form.text ?? '').slice(0, 100_000)
    const secret = String(form.secret ?? '')
    return c.html(
      <ExplainPage
        emulator={emulator}
        text={text}
        explanation={explain(text, secretsOf(emulator, secret))}
      />,
    )
  })

  return routes
}
