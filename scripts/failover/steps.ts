import { setTimeout as pause } from 'node:timers/promises'
import type { Front } from './balancer'
import type { Clock } from './clock'
import type { Cluster } from './cluster'
import type { MovingAddress } from './haproxy'
import type { Pooler } from './pooler'
import type { Processes, Variables } from './processes'
import type { Trade } from './trade'

/** Everything that the drill is held on. */
export interface Stage {
  cluster: Cluster
  front: Front
  processes: Processes
  trade: Trade
  /** Follows the primary; undefined without HAProxy. */
  moving: MovingAddress | undefined
  /** Not started yet; undefined without PgBouncer. */
  pooler: Pooler | undefined
  /** Of the shops, the workers and PostgreSQL; undefined where it can't be moved. */
  clock: Clock | undefined
  isShort: boolean
}

/** What a step has taken, in seconds. */
export interface Measured {
  okAfter?: number
  workerAfter?: number
  slowestEnd?: number
}

export interface Step {
  name: string
  /** Belongs to the short form, too. */
  isShort?: boolean
  /** No pingback may be refused meanwhile. */
  refusesNone?: true
  /** What keeps this machine from it. */
  needs?: string | false
  work(): Promise<Measured | undefined>
}

export const seconds = (milliseconds: number) => Math.round(milliseconds / 100) / 10

/** The shops' variables for the hosts themselves, one of which is wrong and stays so. */
export function allHosts({ password, servers }: Cluster): { DATABASE_URL: string } {
  const places = ['db.invalid:5432', ...servers.map(({ port }) => `127.0.0.1:${port}`)]
  return { DATABASE_URL: `postgresql://postgres:${password}@${places.join(',')}/shop` }
}

/** Until a job that is planned now has been handed over and one that is due before all others has been done. */
export async function untilWorked({ primary }: Cluster): Promise<void> {
  await primary.query(
    `INSERT INTO outbox_jobs (task, payload, job_key) VALUES ('prune-log', '{}', 'drill');
     SELECT graphile_worker.add_job('prune-log', '{}', job_key := 'drill first', priority := -100)`,
    'shop',
  )
  const left = `SELECT FROM outbox_jobs WHERE job_key = 'drill'
    UNION ALL SELECT FROM graphile_worker._private_jobs WHERE key = 'drill first'`
  while ((await primary.query(left, 'shop').catch(() => [undefined])).length > 0) await pause(50)
}

/** Returns while statements of pingbacks wait in the database, as they do for up to a second more. */
async function holdStatements(cluster: Cluster): Promise<void> {
  const { primary } = cluster
  let isOver = false
  const end = () => {
    isOver = true
  }
  primary.query('BEGIN; LOCK TABLE payments; SELECT pg_sleep(1); COMMIT', 'shop').then(end, end)
  const waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
  while (!isOver) {
    if ((await primary.query(waiting)).length > 0) return
    await pause(5)
  }
  return holdStatements(cluster)
}

async function setReadOnly({ primary }: Cluster, isReadOnly: boolean): Promise<void> {
  await primary.query(`ALTER SYSTEM SET default_transaction_read_only = ${isReadOnly ? 'on' : 'off'}`)
  await primary.query('SELECT pg_reload_conf()')
}

/** The drill's steps, in their order; in the long form each begins with a primary and two standbys. */
export function stepsOn({ cluster, front, processes, trade, moving, pooler, clock, isShort }: Stage): Step[] {
  const one = (port: number) => `postgresql://postgres:${cluster.password}@127.0.0.1:${port}/shop`
  const startPooler = async () => pooler?.start(moving?.port ?? cluster.primary.port)

  /** Mends something, and says how long after that pingbacks were acknowledged and jobs done again. */
  async function healedBy(mend: () => Promise<unknown>): Promise<Measured> {
    await mend()
    const began = performance.now()
    const since = () => seconds(performance.now() - began)
    const [okAfter, workerAfter] = await Promise.all([
      trade.untilNext().then(since),
      untilWorked(cluster).then(since),
    ])
    return { okAfter, workerAfter }
  }
  async function killAndPromote(): Promise<Measured> {
    await cluster.primary.kill()
    await pause(1000)
    return healedBy(cluster.promote)
  }
  async function freeze(pid: number | undefined): Promise<Measured> {
    // 0 would be this process and all its children.
    if (!pid) throw new Error('What is to be frozen does not run.')
    process.kill(pid, 'SIGSTOP')
    await pause(isShort ? 3000 : 6000)
    return healedBy(async () => process.kill(pid, 'SIGCONT'))
  }
  async function restart(variables: Variables, by?: Front): Promise<Measured> {
    return { slowestEnd: seconds(await processes.restart(variables, by)) }
  }
  const needsHaproxy = !moving && 'apt-get install haproxy'
  const needsPooler = !pooler && 'apt-get install pgbouncer'

  return [
    { name: 'steady', work: async () => undefined },
    {
      name: 'kill -9 of one of two standbys',
      isShort: true,
      refusesNone: true,
      work: async () => {
        await cluster.standbys[0]?.kill()
        await pause(1000)
        return undefined
      },
    },
    {
      name: 'kill -9 of the primary, disk full during the promotion',
      needs: !cluster.smallDisk && 'mounting a tmpfs is not allowed here',
      work: async () => {
        const [other, small] = cluster.standbys
        await other?.kill()
        await cluster.inStep()
        await cluster.primary.kill()
        await cluster.smallDisk?.fill()
        await cluster.promote()
        if (cluster.primary === small) throw new Error('The full disk was large enough.')
        await cluster.smallDisk?.empty()
        await small?.start()
        return healedBy(cluster.promote)
      },
    },
    {
      name: 'kill -9 of the primary, promotion of a standby that lags (replay paused)',
      isShort: true,
      work: async () => {
        for (const standby of cluster.standbys) await standby.query('SELECT pg_wal_replay_pause()')
        await pause(1000)
        return killAndPromote()
      },
    },
    {
      name: 'freeze of the primary, promotion',
      work: async () => {
        cluster.primary.freeze()
        await pause(1000)
        return healedBy(cluster.promote)
      },
    },
    {
      name: 'all hosts read-only',
      work: async () => {
        await setReadOnly(cluster, true)
        await pause(3000)
        return healedBy(() => setReadOnly(cluster, false))
      },
    },
    {
      name: 'clocks of shops, workers and PostgreSQL a day ahead, and back',
      needs: !clock && 'apt-get install libfaketime',
      work: async () => {
        await clock?.move('+1d')
        await pause(2000)
        await healedBy(async () => {})
        await clock?.move('+0')
        await pause(2000)
        return healedBy(async () => {})
      },
    },
    {
      name: moving
        ? 'rolling restart, seen by health checks alone, onto a moving address'
        : 'rolling restart',
      isShort: !pooler,
      refusesNone: true,
      work: () => (moving ? restart({ DATABASE_URL: one(moving.port) }) : restart(allHosts(cluster), front)),
    },
    {
      name: 'kill -9 of the primary, promotion, the address moves',
      needs: needsHaproxy,
      work: killAndPromote,
    },
    {
      name: 'flows frozen by HAProxy before PostgreSQL',
      needs: needsHaproxy,
      work: () => freeze(moving?.pid),
    },
    {
      name: 'rolling restart, out of the proxy first, onto a pooler',
      needs: needsPooler,
      isShort: true,
      refusesNone: true,
      work: async () => {
        await startPooler()
        const direct = moving ? { DATABASE_URL: one(moving.port) } : allHosts(cluster)
        const settings = { DATABASE_PREPARED_STATEMENTS: 'off', DATABASE_DIRECT_URL: direct.DATABASE_URL }
        return restart({ ...settings, DATABASE_URL: one(pooler?.port ?? 0) }, front)
      },
    },
    {
      name: 'kill -9 of the pooler, mid-statement',
      needs: needsPooler,
      isShort: true,
      work: async () => {
        await holdStatements(cluster)
        await pooler?.kill()
        await pause(1000)
        return healedBy(startPooler)
      },
    },
    {
      name: 'flows frozen by the pooler',
      needs: needsPooler,
      isShort: true,
      work: () => freeze(pooler?.pid),
    },
    {
      name: 'kill -9 of the primary, promotion, the address behind the pooler moves',
      needs: needsPooler || needsHaproxy,
      work: killAndPromote,
    },
  ]
}
