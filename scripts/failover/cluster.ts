import { execFile, execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { appendFile, chmod, chown, mkdir, readFile, rm, statfs, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { type Child, endSignals, startChild, temporaryDirectory } from '../children'
import { freePort } from '../postgres'
import { UserError } from '../user-error'

// Debian's own PostgreSQL, as a merchant's servers run it: a primary and two standbys, one of which at least has every
// commit.

export interface Server {
  readonly name: string
  readonly port: number
  url(database: string): string
  query<Row>(sql: string, database?: string, parameters?: unknown[]): Promise<Row[]>
  /** Resolves when it has ended, however it did. */
  readonly ended: Promise<unknown>
  start(): Promise<void>
  /** SIGKILL to all of it at once, as a power cut. */
  kill(): Promise<void>
  /** Stops all of it where it is, without closing a connection. */
  freeze(): void
}

export interface Cluster {
  readonly directory: string
  readonly password: string
  readonly servers: readonly Server[]
  readonly primary: Server
  /** The standbys that run. */
  readonly standbys: readonly Server[]
  /** Waits until the standbys that run have all that the primary has. */
  inStep(): Promise<void>
  /**
   * Has the running standby that has most take the place of the primary, and the other follow it. Nothing has changed when
   * it ends instead.
   */
  promote(): Promise<void>
  /** Makes new standbys of all servers but the primary that are not that any more. */
  complete(): Promise<void>
  /** The disk that the last of the servers has for itself; undefined where none was asked for or none can be mounted. */
  readonly smallDisk: { fill(): Promise<void>; empty(): Promise<void> } | undefined
  stop(): Promise<void>
}

const configuration = `
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 150
max_wal_size = 256MB
# Else shared memory of a server that was killed stays.
dynamic_shared_memory_type = mmap
# As docs/scale.md says: by default a standby looks for its primary every 5 s.
wal_retrieve_retry_interval = 200ms
`

const megabytesOfSmallDisk = 600
const execute = promisify(execFile)

/** The version of what is installed. */
export function postgresVersion(): string {
  const printed = execFileSync(path.join(programsFolder(), 'postgres'), ['--version'], { encoding: 'utf8' })
  return /[\d.]+/.exec(printed)?.[0] ?? ''
}

function programsFolder(): string {
  const folder = '/usr/lib/postgresql'
  const versions = existsSync(folder) ? readdirSync(folder).map(Number).filter(Boolean) : []
  const newest = versions
    .sort((a, b) => b - a)
    .find((version) => existsSync(`${folder}/${version}/bin/initdb`))
  if (newest) return `${folder}/${newest}/bin`
  throw new UserError(
    "This needs Debian's PostgreSQL, whose servers can replicate: apt-get install postgresql",
  )
}

/** PostgreSQL and PgBouncer refuse to run as root. */
export function serverUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {}
  const number = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: number('-u'), gid: number('-g') }
}

/** A process and all that it has started, in whatever group. */
function familyOf(pid: number): number[] {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
  const pairs = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
  return [pid, ...pairs.flatMap(([child, parent]) => (child && parent === pid ? familyOf(child) : []))]
}

/** The first so that it starts no more, then those that it has started. */
function signalFamily(pid: number, name: NodeJS.Signals): void {
  for (const member of [pid, ...familyOf(pid)]) {
    try {
      process.kill(member, name)
    } catch {}
  }
}

/** A disk with little space in memory, which this machine may not allow. */
function mountSmallDisk(place: string) {
  const size = `size=${megabytesOfSmallDisk}m,mode=755`
  if (spawnSync('/bin/mount', ['-t', 'tmpfs', '-o', size, 'drill', place]).status !== 0) return undefined
  const ballast = path.join(place, 'ballast')
  const unmount = () => void spawnSync('/bin/umount', ['--lazy', place])
  process.once('exit', unmount)
  for (const signal of endSignals) process.once(signal, () => process.exit(1))
  return {
    // But for a megabyte: enough to be told of a promotion, and not for the WAL that begins with it.
    fill: async () => {
      const { bavail, bsize } = await statfs(place)
      await execute('fallocate', ['-l', String(bavail * bsize - 1_000_000), ballast])
    },
    empty: () => rm(ballast, { force: true }),
    unmount,
  }
}

interface ClusterOptions {
  /** What the servers' processes get in their environment. */
  variables?: Record<string, string>
  /** Gives the last of them a disk of its own with little space. */
  hasSmallDisk?: boolean
}

/** Three servers in a folder of their own, which end with this process. */
export async function debianCluster({ variables, hasSmallDisk }: ClusterOptions): Promise<Cluster> {
  const bin = programsFolder()
  const user = serverUser()
  const directory = await temporaryDirectory('cluster')
  await chmod(directory, 0o755)
  const password = randomBytes(12).toString('hex')
  const environment = { ...process.env, PGPASSWORD: password, LC_ALL: 'C' }
  const lastFolder = path.join(directory, 'c')
  await mkdir(lastFolder)
  const smallDisk = hasSmallDisk ? mountSmallDisk(lastFolder) : undefined

  async function run(name: string, args: string[]) {
    await execute(path.join(bin, name), args, { ...user, cwd: directory, env: environment })
  }

  async function emptyFolder(data: string): Promise<void> {
    await rm(data, { recursive: true, force: true })
    await mkdir(path.dirname(data), { recursive: true })
    await mkdir(data, { mode: 0o700 })
    if (user.uid !== undefined && user.gid !== undefined) await chown(data, user.uid, user.gid)
  }

  async function server(name: string) {
    const port = await freePort()
    const url = (database: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`
    const data = path.join(directory, name, 'data')
    let child: Child | undefined
    let ended: Promise<unknown> = Promise.resolve()
    let isFrozen = false
    const query: Server['query'] = async (sql, database = 'postgres', parameters = undefined) => {
      const client = new Client({ connectionString: url(database), connectionTimeoutMillis: 20_000 })
      client.on('error', () => {})
      try {
        await client.connect()
        return (await client.query(sql, parameters)).rows
      } finally {
        await client.end().catch(() => {})
      }
    }
    const isUp = () => child !== undefined && !isFrozen
    const made = {
      name,
      port,
      url,
      query,
      get ended() {
        return ended
      },
      start: async () => {
        const starting = startChild({
          ...user,
          command: path.join(bin, 'postgres'),
          args: ['-D', data, '-p', String(port)],
          cwd: directory,
          env: { ...environment, ...variables },
          log: path.join(directory, `${name}.log`),
        })
        child = starting
        isFrozen = false
        ended = starting.ended.then(() => {
          child = undefined
        })
        const answers = () =>
          query('SELECT 1').then(
            () => true,
            () => false,
          )
        while (!(await answers())) {
          const ended = await Promise.race([starting.ended, pause(50, undefined)])
          if (ended) throw new Error(`PostgreSQL did not start (${ended})`)
        }
      },
      kill: async () => {
        if (child) signalFamily(child.pid, 'SIGKILL')
        await ended
      },
      freeze: () => {
        isFrozen = true
        if (child) signalFamily(child.pid, 'SIGSTOP')
      },
      isUp,
      initialise: async () => {
        await emptyFolder(data)
        const passwordFile = path.join(directory, 'password')
        await writeFile(passwordFile, password, { mode: 0o644 })
        await run('initdb', [
          ...['-D', data, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
          ...['-E', 'UTF8', '--locale=C', '--no-sync'],
        ])
        await appendFile(path.join(data, 'postgresql.conf'), configuration)
        // As deploy/haproxy-postgresql.cfg says.
        const access = path.join(data, 'pg_hba.conf')
        const others = await readFile(access, 'utf8')
        await writeFile(access, `host postgres haproxy 127.0.0.1/32 trust\n${others}`)
        await made.start()
        await query('CREATE ROLE haproxy LOGIN')
      },
      /** Makes a new standby of it. */
      copy: async (primary: Server) => {
        await made.kill()
        await emptyFolder(data)
        await run('pg_basebackup', [
          ...['-D', data, '-R', '--no-sync', '-c', 'fast', '-X', 'stream'],
          ...['-d', `${primary.url('')}?application_name=${name}`],
        ])
        await made.start()
      },
      follow: async (primary: Server) => {
        const address = `${primary.url('')}?application_name=${name}`
        await query(`ALTER SYSTEM SET primary_conninfo = '${address}'`)
        await query('SELECT pg_reload_conf()')
        await query('SELECT pg_wal_replay_resume()')
      },
      promote: async () => {
        await run('pg_ctl', ['promote', '-D', data, '--no-wait'])
        const isPrimary = 'SELECT WHERE NOT pg_is_in_recovery()'
        while (isUp() && (await query(isPrimary).catch(() => [])).length === 0) await pause(20)
      },
      /** How much of the WAL it has, in bytes. */
      progress: async () => {
        const [row] = await query<{ bytes: string }>(
          "SELECT greatest(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) - '0/0' AS bytes",
        )
        return Number(row?.bytes)
      },
    }
    return made
  }

  const servers = [await server('a'), await server('b'), await server('c')] as const
  type OwnServer = (typeof servers)[number]
  let primary: OwnServer = servers[0]
  let standbys: OwnServer[] = []
  const running = () => standbys.filter((standby) => standby.isUp())

  /** Has a server wait for one of these with each commit. */
  async function waitForOneOf(one: Server, others: readonly Server[]) {
    const list = others.length > 0 ? `ANY 1 (${others.map(({ name }) => name).join(', ')})` : ''
    await one.query(`ALTER SYSTEM SET synchronous_standby_names = '${list}'`)
    await one.query('SELECT pg_reload_conf()')
  }

  const cluster: Cluster = {
    directory,
    password,
    servers,
    get primary() {
      return primary
    },
    get standbys() {
      return running()
    },
    inStep: async () => {
      const [now] = await primary.query<{ lsn: string }>('SELECT pg_current_wal_lsn() AS lsn')
      const upToDate = `SELECT FROM pg_stat_replication WHERE flush_lsn >= '${now?.lsn}'`
      while ((await primary.query(upToDate)).length < running().length) await pause(50)
    },
    promote: async () => {
      const progress = new Map(
        await Promise.all(running().map(async (standby) => [standby, await standby.progress()] as const)),
      )
      const [first, ...others] = running().sort((a, b) => (progress.get(b) ?? 0) - (progress.get(a) ?? 0))
      if (!first) throw new Error('No standby is left.')
      await waitForOneOf(first, others)
      await first.promote()
      if (!first.isUp()) return
      primary = first
      standbys = others
      await Promise.all(others.map((standby) => standby.follow(first)))
    },
    complete: async () => {
      const missing = servers.filter((one) => one !== primary && !running().includes(one))
      await Promise.all(missing.map((one) => one.copy(primary)))
      standbys = servers.filter((one) => one !== primary)
      await Promise.all(standbys.map((standby) => standby.query('SELECT pg_wal_replay_resume()')))
      await waitForOneOf(primary, standbys)
      const inStep = "SELECT FROM pg_stat_replication WHERE sync_state = 'quorum' AND state = 'streaming'"
      while ((await primary.query(inStep)).length < standbys.length) await pause(50)
    },
    smallDisk,
    stop: async () => {
      await Promise.all(servers.map((one) => one.kill()))
      smallDisk?.unmount()
      await rm(directory, { recursive: true, force: true })
    },
  }
  await primary.initialise()
  return cluster
}
