import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { pagesKept } from '@/lib/page-store.mjs'

const pingbackSeconds = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]
const httpSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

function open() {
  const registry = new Registry()
  const registers = [registry]
  return {
    registry,
    pingbacks: new Histogram({
      name: 'shop_pingback_seconds',
      help: 'Pingbacks by verdict, and how long each took from its arrival to the answer.',
      labelNames: ['verdict'],
      buckets: pingbackSeconds,
      registers,
    }),
    charges: new Counter({
      name: 'shop_charges_total',
      help: 'Card charges by outcome.',
      labelNames: ['outcome'],
      registers,
    }),
    http: new Histogram({
      name: 'shop_http_seconds',
      help: 'Requests by route, method and kind of status, from their arrival to the end of the answer.',
      labelNames: ['route', 'method', 'status'],
      buckets: httpSeconds,
      registers,
    }),
    jobs: new Gauge({
      name: 'shop_jobs',
      help: 'Background jobs: waiting, retrying after a failure, and failed for good.',
      labelNames: ['state'],
      registers,
    }),
    workerSeen: new Gauge({
      name: 'shop_worker_seen_seconds',
      help: 'Seconds since a worker last gave a sign of life.',
      registers,
    }),
    connections: new Gauge({
      name: 'shop_database_connections',
      help: 'Connections to the database by pool: in use, idle, and how many statements wait for one.',
      labelNames: ['pool', 'state'],
      registers,
    }),
    pages: new Gauge({
      name: 'shop_cached_pages',
      help: 'Rendered pages that are kept for everybody.',
      registers,
    }),
    pageBytes: new Gauge({
      name: 'shop_cached_page_bytes',
      help: 'Bytes of the pages that are kept for everybody.',
      registers,
    }),
    isWhole: false,
  }
}

// Next bundles instrumentation and routes apart, each with a copy of this module: what is counted must be counted once.
const kept = globalThis as { shopMetrics?: ReturnType<typeof open> }

function metrics() {
  kept.shopMetrics ??= open()
  return kept.shopMetrics
}

/**
 * Counts a pingback that was answered.
 *
 * @param verdict as in the log, or `not_stored` for one that must come again
 * @param arrived on the clock of `performance.now()`
 */
export function countPingback(verdict: string, arrived: number): void {
  metrics().pingbacks.observe({ verdict }, (performance.now() - arrived) / 1000)
}

/** Counts a card charge by how it ended. */
export function countCharge(outcome: string): void {
  metrics().charges.inc({ outcome })
}

/**
 * Counts a request that was answered, or given up.
 *
 * @param route the pattern of its route: of labels there must be few
 */
export function countRequest(route: string, method: string, status: string, seconds: number): void {
  metrics().http.observe({ route, method, status }, seconds)
}

/** What is asked at the moment of a scrape, of the database and the pools. Undefined: it could not be asked. */
export interface Asked {
  jobs: Record<'waiting' | 'retrying' | 'failed', number> | undefined
  /** Undefined too while no worker has ever run. */
  workerSeenSeconds: number | undefined
  pools: ReadonlyMap<string, { inUse: number; idle: number; waiting: number }>
}

/** All that was counted in this process, in the text format of Prometheus. */
export async function metricsText({ jobs, workerSeenSeconds, pools }: Asked): Promise<string> {
  const all = metrics()
  if (!all.isWhole) {
    all.isWhole = true
    collectDefaultMetrics({ register: all.registry })
  }
  for (const gauge of [all.jobs, all.workerSeen, all.connections]) gauge.reset()
  for (const [state, count] of Object.entries(jobs ?? {})) all.jobs.set({ state }, count)
  if (workerSeenSeconds === undefined) all.workerSeen.remove()
  else all.workerSeen.set(workerSeenSeconds)
  for (const [pool, { inUse, idle, waiting }] of pools) {
    all.connections.set({ pool, state: 'in_use' }, inUse)
    all.connections.set({ pool, state: 'idle' }, idle)
    all.connections.set({ pool, state: 'waiting' }, waiting)
  }
  const { count, bytes } = pagesKept()
  all.pages.set(count)
  all.pageBytes.set(bytes)
  return all.registry.metrics()
}
