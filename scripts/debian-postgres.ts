import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, chown, mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { type Child, startChild, temporaryDirectory } from './children'
import { freePort } from './postgres'
import { UserError } from './user-error'

// Debian's own PostgreSQL and PgBouncer: what a merchant's servers run, replication included.

export interface Server {
  port: number
  url(database: string): string
  query<Row>(sql: string, database?: string, parameters?: unknown[]): Promise<Row[]>
  /** SIGKILL to all of it at once, as a power cut. */
  kill(): Promise<void>
  /** Stops all of it where it is, without closing a connection. */
  freeze(): void
  promote(): void
}

export interface Cluster {
  password: string
  /** Makes a new server and starts it: a primary, or a standby of another. */
  primary(): Promise<Server>
  standbyOf(primary: Server): Promise<Server>
  /** A pooler in transaction mode before a server; undefined where PgBouncer is not installed. */
  pooler(server: Server): Promise<Pooler | undefined>
  stop(): Promise<void>
}

export interface Pooler {
  url(database: string): string
  kill(): Promise<void>
  start(): Promise<void>
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

/** PostgreSQL refuses to run as root. */
function serverUser(): { uid?: number; gid?: number } {
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

/** Servers in a folder of their own, which end with this process. */
export async function debianCluster(): Promise<Cluster> {
  const bin = programsFolder()
  const user = serverUser()
  const directory = await temporaryDirectory('cluster')
  await chmod(directory, 0o755)
  const password = randomBytes(12).toString('hex')
  const running = new Set<Child>()
  const environment = { ...process.env, PGPASSWORD: password, LC_ALL: 'C' }
  let made = 0

  async function folder(): Promise<string> {
    const data = path.join(directory, `server-${++made}`)
    await mkdir(data, { mode: 0o700 })
    if (user.uid !== undefined && user.gid !== undefined) await chown(data, user.uid, user.gid)
    return data
  }

  function run(name: string, args: string[]) {
    const { status, stderr } = spawnSync(path.join(bin, name), args, {
      ...user,
      cwd: directory,
      env: environment,
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`${name} failed: ${stderr.trim()}`)
  }

  async function serve(data: string): Promise<Server> {
    const port = await freePort()
    const url = (database: string) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`
    const child = startChild({
      ...user,
      command: path.join(bin, 'postgres'),
      args: [
        ...['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
        ...['-c', 'unix_socket_directories=', '-c', 'max_connections=120'],
      ],
      cwd: directory,
      env: environment,
      log: path.join(directory, 'postgres.log'),
      stopSignal: 'SIGINT',
      stopTimeout: 20_000,
    })
    running.add(child)
    const query: Server['query'] = async (sql, database = 'postgres', parameters = undefined) => {
      const client = new Client({ connectionString: url(database), connectionTimeoutMillis: 5000 })
      client.on('error', () => {})
      try {
        await client.connect()
        return (await client.query(sql, parameters)).rows
      } finally {
        await client.end().catch(() => {})
      }
    }
    for (;;) {
      const isUp = await query('SELECT 1').then(
        () => true,
        () => false,
      )
      if (isUp) break
      const ended = await Promise.race([child.ended, pause(100, undefined)])
      if (ended) throw new Error(`PostgreSQL did not start (${ended})`)
    }
    const signal = (name: NodeJS.Signals) => signalFamily(child.pid, name)
    return {
      port,
      url,
      query,
      kill: async () => {
        signal('SIGKILL')
        await child.ended
        running.delete(child)
        await rm(data, { recursive: true, force: true })
      },
      freeze: () => signal('SIGSTOP'),
      promote: () => run('pg_ctl', ['promote', '-D', data, '--no-wait']),
    }
  }

  return {
    password,
    primary: async () => {
      const data = await folder()
      const passwordFile = path.join(directory, 'password')
      await writeFile(passwordFile, password, { mode: 0o644 })
      run('initdb', [
        ...['-D', data, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
        ...['-E', 'UTF8', '--locale=C', '--no-sync'],
      ])
      return serve(data)
    },
    standbyOf: async (primary) => {
      const data = await folder()
      run('pg_basebackup', [
        ...['-D', data, '-R', '--no-sync', '-c', 'fast', '-X', 'stream'],
        ...['-d', `${primary.url('')}?application_name=standby`],
      ])
      const standby = await serve(data)
      await primary.query("ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (standby)'")
      await primary.query('SELECT pg_reload_conf()')
      const inStep = "SELECT FROM pg_stat_replication WHERE sync_state = 'quorum' AND state = 'streaming'"
      while ((await primary.query(inStep)).length === 0) await pause(50)
      return standby
    },
    pooler: async (server) => {
      const program = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find(existsSync)
      if (!program) return undefined
      const port = await freePort()
      const file = path.join(directory, 'pgbouncer.ini')
      const lines = [
        ['[databases]', `* = host=127.0.0.1 port=${server.port} user=postgres password=${password}`],
        ['[pgbouncer]', 'listen_addr=127.0.0.1', `listen_port=${port}`, 'unix_socket_dir=', 'auth_type=any'],
        ['pool_mode=transaction', 'default_pool_size=10'],
      ]
      await writeFile(file, `${lines.flat().join('\n')}\n`, { mode: 0o644 })
      let child: Child | undefined
      const log = path.join(directory, 'pgbouncer.log')
      const start = async () => {
        child = startChild({ ...user, command: program, args: [file], cwd: directory, log })
        running.add(child)
        while (!/process up/.test(existsSync(log) ? readFileSync(log, 'utf8') : '')) await pause(50)
      }
      await start()
      return {
        url: (database) => `postgresql://postgres:${password}@127.0.0.1:${port}/${database}`,
        start,
        kill: async () => {
          await child?.kill()
          if (child) running.delete(child)
        },
      }
    },
    stop: async () => {
      for (const child of running) signalFamily(child.pid, 'SIGKILL')
      await Promise.all([...running].map((child) => child.ended))
      await rm(directory, { recursive: true, force: true })
    },
  }
}
