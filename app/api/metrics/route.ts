import { createHash, timingSafeEqual } from 'node:crypto'
import { poolStates } from '@/lib/database-pool'
import { env } from '@/lib/env'
import { countJobs, lastWorkerSign } from '@/lib/jobs/data'
import { log } from '@/lib/log'
import { metricsText } from '@/lib/metrics'
import { withDeadline } from '@/lib/timeout'

export const dynamic = 'force-dynamic'

/** How long the database may take, so that a scrape has an answer while it is away. */
const askWithin = 2000

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Whether a request bears the token; none does while none is set. */
function isAllowed(request: Request): boolean {
  const token = env().METRICS_TOKEN
  const given = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (token === undefined || given === undefined) return false
  return timingSafeEqual(digest(given), digest(token))
}

async function askDatabase() {
  try {
    const asked = Promise.all([countJobs(), lastWorkerSign()])
    const [jobs, seen] = await withDeadline(performance.now() + askWithin, asked)
    return { jobs, workerSeenSeconds: seen && (Date.now() - seen.getTime()) / 1000 }
  } catch (error) {
    log.warn({ error: String(error) }, 'the metrics lack what the database knows')
    return { jobs: undefined, workerSeenSeconds: undefined }
  }
}

/** What was measured in this process, for Prometheus (docs/metrics.md). Without the token there is no such page. */
export async function GET(request: Request): Promise<Response> {
  const headers = { 'Cache-Control': 'no-store' }
  if (!isAllowed(request)) return new Response(null, { status: 404, headers })
  const text = await metricsText({ ...(await askDatabase()), pools: poolStates() })
  return new Response(text, {
    headers: { ...headers, 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8' },
  })
}
