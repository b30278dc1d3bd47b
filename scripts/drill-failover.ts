import { readFile } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { placeOrders, send, violations } from '@/test/support/listener'
import { pingbackQuery } from '@/test/support/pingbacks'
import { type Balancer, startBalancer } from './balancer'
import { type Child, startChild, temporaryDirectory } from './children'
import { createDatabase, migrate } from './database'
import { type Cluster, debianCluster, type Server } from './debian-postgres'
import { buildShop, childEnvironment } from './open-shop'
import { freePort } from './postgres'
import { next } from './programs'
import { exampleValues } from './settings'
import { UserError } from './user-error'

const everyMilliseconds = 50
const retryAfter = 250
/** What is to be met on a quiet machine, in seconds. */
const backWithin = 5
const endsWithin = 10

/** For the whole drill; no recovery takes so long. */
const patience = 900_000

type Variables = Record<string, string>

interface Process {
  port: number
  child: Child
}

interface Row {
  step: string
  acknowledged: number
  refused: number
  longestGap: number
  okAfter?: number
  workerAfter?: number
  slowestEnd?: number
}

const seconds = (milliseconds: number) => Math.round(milliseconds / 100) / 10

/** Sends a genuine pingback for another order every 50 ms, and each again until it is acknowledged; keeps the books. */
class Trade {
  readonly acknowledged: { ref: string; at: number }[] = []
  refused = 0
  #isOver = false
  readonly #sending = new Set<Promise<void>>()
  readonly #ended: Promise<void>

  constructor(
    orders: readonly string[],
    private readonly port: number,
    private readonly secret: string,
  ) {
    this.#ended = this.#run(orders)
  }

  async #run(orders: readonly string[]): Promise<void> {
    for (const order of orders) {
      if (this.#isOver) return
      const sending = this.#pay(order).finally(() => this.#sending.delete(sending))
      this.#sending.add(sending)
      await pause(everyMilliseconds)
    }
    throw new Error('There were too few orders for the drill.')
  }

  async #pay(order: string): Promise<void> {
    const ref = `b${order}`
    const query = pingbackQuery({ uid: order, goodsid: order, type: 0, ref }, { secret: this.secret })
    for (;;) {
      const status = await send(this.port, `/api/pingback?${query}`).then(
        (answer) => answer.status,
        () => 0,
      )
      if (status === 200) break
      this.refused++
      await pause(retryAfter)
    }
    this.acknowledged.push({ ref, at: performance.now() })
  }

  /** Begins no more, and returns once all that was begun is acknowledged. */
  async end(): Promise<void> {
    this.#isOver = true
    await this.#ended
    await Promise.all(this.#sending)
  }

  async until(test: () => boolean): Promise<void> {
    while (!test()) await pause(20)
  }
}

/** Two shops behind a proxy, and two workers, on whatever database they are told. */
async function startProcesses(balancer: Balancer) {
  const logs = await temporaryDirectory('failover')
  const shops: Process[] = []
  const workers: Child[] = []
  let given: Variables = {}
  let started = 0
  const environment = () =>
    childEnvironment(
      { ...(exampleValues() as Variables), ...given, DELIVERY_CONFIRMATION: 'off', LOG_LEVEL: 'info' },
      { NODE_ENV: 'production' },
    )

  async function startShop(): Promise<Process> {
    const port = await freePort()
    const child = startChild({
      args: next('start', '127.0.0.1', port),
      env: environment(),
      log: `${logs}/shop-${port}.log`,
      stopTimeout: 30_000,
    })
    for (;;) {
      const { status } = await send(port, '/api/ready').catch(() => ({ status: 0 }))
      if (status === 200) return { port, child }
      const ended = await Promise.race([child.ended, pause(100, undefined)])
      if (ended) throw new Error(`A shop did not start (${ended}).`)
    }
  }
  async function startWorker(): Promise<Child> {
    const log = `${logs}/worker-${++started}.log`
    const child = startChild({
      args: ['scripts/run.mjs', 'worker'],
      env: environment(),
      log,
      stopTimeout: 30_000,
    })
    while (!(await readFile(log, 'utf8')).includes('worker is ready')) {
      const ended = await Promise.race([child.ended, pause(100, undefined)])
      if (ended) throw new Error(`A worker did not start (${ended}).`)
    }
    return child
  }
  const pass = () => balancer.use(shops.map(({ port }) => port))

  return {
    start: async (variables: Variables) => {
      given = variables
      for (const shop of await Promise.all([startShop(), startShop()])) shops.push(shop)
      workers.push(...(await Promise.all([startWorker(), startWorker()])))
      pass()
    },
    /** One after another: out of the proxy, SIGTERM, a new one in. Returns the milliseconds that the slowest took to end. */
    restart: async (variables: Variables): Promise<number> => {
      given = variables
      let slowest = 0
      const end = async (child: Child) => {
        const began = performance.now()
        await child.stop()
        slowest = Math.max(slowest, performance.now() - began)
      }
      for (let n = 0; n < 2; n++) {
        const leaving = shops.shift()
        pass()
        if (leaving) await end(leaving.child)
        shops.push(await startShop())
        pass()
        const worker = workers.shift()
        if (worker) await end(worker)
        workers.push(await startWorker())
      }
      return slowest
    },
    areAlive: () => [...shops.map(({ child }) => child), ...workers].every(({ code }) => code === undefined),
    stop: () =>
      Promise.all([...shops.map(({ child }) => child.kill()), ...workers.map((child) => child.kill())]),
  }
}

/** Until a job that is planned now has been handed over and one that is due before all others has been done. */
async function untilWorked(server: Server): Promise<void> {
  await server.query(
    `INSERT INTO outbox_jobs (task, payload, job_key) VALUES ('prune-log', '{}', 'drill');
     SELECT graphile_worker.add_job('prune-log', '{}', job_key := 'drill first', priority := -100)`,
    'shop',
  )
  const left = `SELECT FROM outbox_jobs WHERE job_key = 'drill'
    UNION ALL SELECT FROM graphile_worker._private_jobs WHERE key = 'drill first'`
  while ((await server.query(left, 'shop').catch(() => [undefined])).length > 0) await pause(50)
}

const letGoAlone = async (standby: Server) => {
  await standby.query("ALTER SYSTEM SET synchronous_standby_names = ''")
  await standby.query('SELECT pg_reload_conf()')
}

async function rehearse(cluster: Cluster, brief: boolean, report: (line: string) => void) {
  const rows: Row[] = []
  const balancer = await startBalancer()
  const processes = await startProcesses(balancer)
  const calm = brief ? 2000 : 5000
  try {
    let primary = await cluster.primary()
    await createDatabase(primary.url('postgres'), 'shop')
    await migrate(primary.url('shop'))
    const orders = await placeOrders(
      (sql, parameters) => primary.query(sql, 'shop', parameters),
      'failover',
      6000,
    )
    let standby = await cluster.standbyOf(primary)
    const hosts = (...servers: Server[]) =>
      `postgresql://postgres:${cluster.password}@${servers.map(({ port }) => `127.0.0.1:${port}`).join(',')}/shop`
    const variables = (more: Variables = {}) => ({ DATABASE_URL: hosts(primary, standby), ...more })
    await processes.start(variables())
    await untilWorked(primary)
    const trade = new Trade(orders, balancer.port, exampleValues().PAYMENTWALL_SECRET_KEY ?? '')

    async function step(name: string, work: () => Promise<Partial<Row> | undefined>) {
      const [from, refusedBefore, countBefore] = [performance.now(), trade.refused, trade.acknowledged.length]
      const more = await work()
      await pause(calm)
      const times = trade.acknowledged.slice(countBefore).map(({ at }) => at)
      const gaps = times.map((at, n) => at - (times[n - 1] ?? from))
      const row: Row = {
        step: name,
        acknowledged: times.length,
        refused: trade.refused - refusedBefore,
        longestGap: seconds(Math.max(...gaps)),
        ...more,
      }
      rows.push(row)
      report(`${name}: done`)
    }
    /** Promotes the standby, and says how long after that pingbacks and jobs were done again. */
    const promote = async () => {
      await letGoAlone(standby)
      const count = trade.acknowledged.length
      standby.promote()
      while ((await standby.query('SELECT WHERE NOT pg_is_in_recovery()')).length === 0) await pause(20)
      const promoted = performance.now()
      const ok = trade.until(() => trade.acknowledged.length > count).then(() => performance.now() - promoted)
      const worker = untilWorked(standby).then(() => performance.now() - promoted)
      const [okAfter, workerAfter] = await Promise.all([ok, worker])
      return { okAfter: seconds(okAfter), workerAfter: seconds(workerAfter) }
    }
    const replace = async () => {
      primary = standby
      standby = await cluster.standbyOf(primary)
    }

    await step('steady', async () => undefined)
    await step('kill -9 of the primary, promotion', async () => {
      await primary.kill()
      await pause(1000)
      return promote()
    })
    await replace()
    await step('rolling restart', async () => ({ slowestEnd: seconds(await processes.restart(variables())) }))
    await step('freeze of the primary, promotion', async () => {
      primary.freeze()
      await pause(1000)
      return promote()
    })
    await primary.kill()
    await replace()
    const pooler = await cluster.pooler(primary)
    if (!pooler) report('Skipped: a pooler in between (apt-get install pgbouncer)')
    else {
      const pooled = {
        DATABASE_URL: pooler.url('shop'),
        DATABASE_DIRECT_URL: hosts(primary, standby),
        DATABASE_PREPARED_STATEMENTS: 'off',
      }
      await step('rolling restart, onto a pooler', async () => ({
        slowestEnd: seconds(await processes.restart(pooled)),
      }))
      await step('kill -9 of the pooler', async () => {
        await pooler.kill()
        await pause(1000)
        const [started, count] = [performance.now(), trade.acknowledged.length]
        await pooler.start()
        await trade.until(() => trade.acknowledged.length > count)
        const okAfter = seconds(performance.now() - started)
        await untilWorked(primary)
        return { okAfter, workerAfter: seconds(performance.now() - started) }
      })
    }
    await trade.end()

    const stored = new Set(
      (await primary.query<{ ref: string }>('SELECT ref FROM pingbacks', 'shop')).map(({ ref }) => ref),
    )
    const lost = trade.acknowledged.filter(({ ref }) => !stored.has(ref)).length
    const astray = (await violations((sql) => primary.query(sql, 'shop'))).length
    return {
      rows,
      acknowledged: trade.acknowledged.length,
      stored: stored.size,
      lost,
      astray,
      alive: processes.areAlive(),
    }
  } finally {
    await processes.stop()
    balancer.close()
  }
}

const cell = (value: number | undefined) => (value === undefined ? '' : `${value} s`)

function table(rows: readonly Row[]): string {
  const lines = rows.map(
    (row) =>
      `| ${row.step} | ${row.acknowledged} | ${row.refused} | ${cell(row.longestGap)} | ${cell(row.okAfter)} | ${cell(row.workerAfter)} | ${cell(row.slowestEnd)} |`,
  )
  return [
    '| Step | Acknowledged | Refused, sent again | Longest gap | `OK` again after | Worker again after | Slowest end |',
    '|---|---|---|---|---|---|---|',
    ...lines,
  ].join('\n')
}

/**
 * Runs two shops, two workers and a replicated PostgreSQL under load through what fails on such servers. Prints what was
 * acknowledged, stored, lost and delivered twice, and how long each thing took. The times are targets of the long form alone: a
 * busy machine is slower.
 */
export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { short: { type: 'boolean', default: false } } })
  const cluster = await debianCluster()
  try {
    await buildShop({ report: console.log })
    const tooLong = pause(patience, undefined, { ref: false }).then(() => {
      throw new UserError('The drill did not come to an end: something did not recover.')
    })
    const result = await Promise.race([rehearse(cluster, values.short, console.log), tooLong])
    const { rows, acknowledged, stored, lost, astray, alive } = result
    const faults = [
      ...(lost > 0 ? [`${lost} acknowledged pingbacks are lost.`] : []),
      ...(astray > 0 ? [`${astray} orders hold too much or too little.`] : []),
      ...(alive ? [] : ['A process ended by itself.']),
    ]
    if (!values.short) {
      for (const row of rows) {
        const late = Math.max(row.okAfter ?? 0, row.workerAfter ?? 0)
        if (late > backWithin) faults.push(`${row.step}: back after ${late} s, not ${backWithin}.`)
        if ((row.slowestEnd ?? 0) > endsWithin)
          faults.push(`${row.step}: a process took ${row.slowestEnd} s to end.`)
        if (row.slowestEnd !== undefined && row.refused > 0)
          faults.push(`${row.step}: ${row.refused} refused.`)
      }
    }
    console.log(`\n${table(rows)}\n`)
    console.log(
      `${acknowledged} acknowledged, ${stored} stored, ${lost} lost, ${astray} orders with too much or too little. ${alive ? 'All processes recovered by themselves.' : ''}`,
    )
    for (const fault of faults) console.log(fault)
    return faults.length === 0 ? 0 : 1
  } finally {
    await cluster.stop()
  }
}
