import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { z } from 'zod'
import { drillProject, drillSchema, lastRun, obstacleTo } from '../drills/of-project'
import { type DrillReport, formatReport, reportFormats } from '../drills/report'
import type { Emulator } from '../emulator'
import { explain } from '../surgeon/explain'
import { secretsOf } from '../surgeon/secrets'
import { parse, readBody } from './body'

const contentTypes = {
  json: 'application/json; charset=utf-8',
  junit: 'application/xml; charset=utf-8',
  table: 'text/plain; charset=utf-8',
} as const

/** What helps a merchant to find a mistake: drills of the listener, and signatures taken apart. */
export function toolRoutes(emulator: Emulator): Hono {
  const routes = new Hono()

  const answer = (report: DrillReport, wanted: string | undefined) => {
    const format = parse(wanted ?? 'json', z.enum(reportFormats))
    return new Response(formatReport(report, format), { headers: { 'Content-Type': contentTypes[format] } })
  }

  routes.post('/drills', async (c) => {
    const obstacle = obstacleTo(emulator)
    if (obstacle) throw new HTTPException(409, { message: obstacle })
    const options = await readBody(c.req.raw, drillSchema)
    return answer(await drillProject(emulator, options), c.req.query('format'))
  })

  routes.get('/drills', (c) => {
    const report = lastRun(emulator)?.report
    if (!report) throw new HTTPException(404, { message: 'No drill has ended yet.' })
    return answer(report, c.req.query('format'))
  })

  routes.post('/explain', async (c) => {
    const { text, secret } = await readBody(
      c.req.raw,
      z.strictObject({ text: z.string().min(1).max(100_000), secret: z.string().max(256).default('') }),
    )
    return c.json(explain(text, secretsOf(emulator, secret)))
  })

  return routes
}
