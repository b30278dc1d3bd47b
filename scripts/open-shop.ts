import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { brand } from '@/lib/brand/brand'
import { isLoopback } from '@/lib/env'
import { seed, seedProducts } from '@/prisma/seed'
import { isBuilt, stampBuild } from './build-stamp'
import { type Certificate, localCertificate } from './certificate'
import { type ChildOptions, lastLines, startChild } from './children'
import { createDatabase, migrate } from './database'
import { openMailbox } from './mailbox'
import { freePort, type Postgres, startPostgres } from './postgres'
import { emulator as emulatorArguments, next, program } from './programs'
import { answers, type Loss, revival, type Service, service } from './service'
import { checkEnvironment, exampleValues, localValues, ownValues, root } from './settings'
import { localSigningKey } from './signing-key'
import { startTlsFront } from './tls-front'
import { UserError } from './user-error'

interface ShopOptions {
  /** `production` builds when the build is stale; `development` has hot reload. */
  kind: 'production' | 'development'
  port: number
  sandboxPort: number
  /** Of the mailbox, unless the merchant has set a mail server. */
  mailPort: number
  dataDirectory: string
  /** The merchant's own variables; none for tests, which take those of `.env.example`. */
  own: Record<string, string | undefined>
  /** A database of the merchant's own; without one, the embedded PostgreSQL. */
  databaseUrl?: string
  /** False for a throw-away database. */
  durable?: boolean
  /** Told what has been done, and what is being waited for. */
  report?: (line: string) => void
  /** Starts a program again that ends by itself, and reports it; otherwise that is a failure. */
  revive?: boolean
  /** Gives up starting, and stops what has been started. */
  signal?: AbortSignal
}

export interface OpenShop {
  url: string
  emulatorUrl: string
  /** Where the shop's mail is read; undefined where a mail server takes it. */
  mailboxUrl: string | undefined
  databaseUrl: string
  certificate: Certificate
  /** The folder with what each program has printed. */
  logs: string
  /** All variables that the shop was given. */
  values: Record<string, string>
  shop: Service
  worker: Service
  emulator: Service
  postgres: Postgres | undefined
  /** Rejects when a part ends that nobody has stopped, and that is not started again. */
  failure: Promise<never>
  stop(): Promise<void>
}

async function refusePortInUse(port: number, variable: string) {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening').catch(() => {
    throw new UserError(
      `Port ${port} is in use: stop the program that uses it, or choose another with ${variable}=…`,
    )
  })
  await once(server.close(), 'close')
}

async function mailboxAt(port: number) {
  await refusePortInUse(port, 'MAIL_PORT')
  return openMailbox(port)
}

/** The environment of the shop's programs: this process's, with the shop's variables exactly as given. */
export function childEnvironment(
  values: Record<string, string>,
  more: Record<string, string> = {},
): NodeJS.ProcessEnv {
  const environment = { ...process.env }
  for (const name of Object.keys(exampleValues())) delete environment[name]
  return { ...environment, ...values, NEXT_TELEMETRY_DISABLED: '1', ...more }
}

/** What the clone holds, as git names it; `-dirty` where it has been changed since. Empty without git. */
function builtCommit(): string {
  const own = ownValues().SHOP_COMMIT
  if (own) return own
  const { stdout, status } = spawnSync(
    'git',
    ['describe', '--always', '--dirty', '--abbrev=40', '--exclude=*'],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  return status === 0 ? stdout.trim() : ''
}

/** Makes the production build unless there is one of the present sources. Needs no database, network or variables. */
export async function buildShop({
  always,
  log,
  signal,
  report,
}: Pick<ShopOptions, 'signal' | 'report'> & { log?: string; always?: boolean }) {
  if (!always && (await isBuilt())) return
  report?.('Building the shop …')
  await stampBuild(async () => {
    const child = startChild({
      args: [program('next'), 'build'],
      env: childEnvironment({}, { NODE_ENV: 'production', SHOP_COMMIT: builtCommit() }),
      log,
      signal,
    })
    const progress = setInterval(() => report?.('Still building …'), 10_000)
    const reason = await child.ended
    clearInterval(progress)
    // Next copies the merchant's secrets beside what is made to be carried elsewhere.
    await rm(path.join(root, '.next/standalone/.env'), { force: true })
    await rm(path.join(root, '.next/standalone/.env.production'), { force: true })
    if (child.code === 0) return
    throw new UserError(`The build failed (${reason})${log ? `:\n${lastLines(log, 30)}` : '.'}`)
  })
  report?.('The shop is built')
}

/** Starts everything that a shop on this machine needs; stops what it has started when it can't. */
export async function openShop(options: ShopOptions): Promise<OpenShop> {
  const { port, sandboxPort, mailPort, dataDirectory, report = () => {} } = options
  const logs = path.join(dataDirectory, 'logs')
  const logOf = (name: string) => path.join(logs, `${name}.log`)
  const ending = new AbortController()
  const parts: (() => Promise<void>)[] = []
  let postgres: Postgres | undefined
  let preparing: Promise<unknown> = Promise.resolve()
  let stopped: Promise<void> | undefined

  const stop = () => {
    stopped ??= (async () => {
      ending.abort()
      await preparing
      await Promise.all(parts.map((end) => end()))
      await postgres?.stop()
    })()
    return stopped
  }
  options.signal?.addEventListener('abort', () => void stop())

  let fail: (fault: UserError) => void = () => {}
  const failure = new Promise<never>((_, reject) => {
    fail = reject
  })
  failure.catch(() => {})
  const lossOf = (name: string) =>
    options.revive ? revival({ name, report, signal: ending.signal }) : async ({ fault }: Loss) => fail(fault)

  function part(name: string, child: ChildOptions, health?: string) {
    const made = service({
      name: `The ${name}`,
      log: logOf(name),
      child,
      isReady: health === undefined ? undefined : () => answers(health),
      signal: ending.signal,
      onLoss: lossOf(`The ${name}`),
    })
    parts.push(made.stop)
    return made
  }

  const valuesFor = (databaseUrl: string) =>
    localValues({ port, sandboxPort, databaseUrl, dataDirectory }, options.own)
  const early = valuesFor(options.databaseUrl ?? 'postgresql://127.0.0.1/shop')
  if (early.PAYMENTWALL_MODE === 'live') {
    throw new UserError(
      'PAYMENTWALL_MODE is "live": a live shop is run by npm run build, npm start and npm run worker, on a server.',
    )
  }
  const { PAYMENTWALL_MODE: mode } = checkEnvironment(early)
  async function prepareDatabase(): Promise<string> {
    let url = options.databaseUrl
    if (url === undefined) {
      postgres = await startPostgres({
        directory: path.join(dataDirectory, 'postgres'),
        log: logOf('postgres'),
        durable: options.durable,
        signal: ending.signal,
        onLoss: lossOf('PostgreSQL'),
      })
      report('PostgreSQL is running')
      await createDatabase(postgres.url('postgres'), 'shop')
      url = postgres.url('shop')
    }
    const applied = await migrate(url)
    if (applied.length > 0) report(`The database has its tables (${applied.length} migrations applied)`)
    // A shop that others can reach refuses to start while the demo accounts are open.
    if (isLoopback(early.SHOP_URL ?? '')) await seed(url)
    else await seedProducts(url)
    report('Products and accounts are in place')
    return url
  }

  const production = options.kind === 'production'

  try {
    await rm(logs, { recursive: true, force: true })
    await mkdir(logs, { recursive: true })
    const certificate = await localCertificate(path.join(dataDirectory, 'certificate'))
    const signingKey = early.REPORT_SIGNING_KEY || (await localSigningKey(dataDirectory))
    const trusting = { NODE_EXTRA_CA_CERTS: certificate.file }
    const front = await startTlsFront({ port, ...certificate })
    parts.push(front.close)
    if (mode === 'local') await refusePortInUse(sandboxPort, 'SANDBOX_PORT')
    const mailbox = early.SMTP_URL ? undefined : await mailboxAt(mailPort)
    if (mailbox) parts.push(mailbox.close)

    const emulator = part(
      'emulator',
      { args: emulatorArguments, env: childEnvironment(early, trusting) },
      `http://127.0.0.1:${sandboxPort}/control/health`,
    )
    const tasks = [
      prepareDatabase(),
      mode === 'local' ? emulator.start().then(() => report('The emulator is running')) : undefined,
      production ? buildShop({ log: logOf('build'), signal: ending.signal, report }) : undefined,
    ] as const
    preparing = Promise.allSettled(tasks)
    const [databaseUrl] = await Promise.all(tasks)

    const values: Record<string, string> = {
      ...valuesFor(databaseUrl),
      REPORT_SIGNING_KEY: signingKey,
      ...(mailbox && { SMTP_URL: mailbox.smtpUrl, MAIL_FROM: `${brand.name} <${early.SUPPORT_EMAIL}>` }),
    }
    const internalPort = await freePort()
    const shop = part(
      'shop',
      {
        args: next(production ? 'start' : 'dev', '127.0.0.1', internalPort),
        env: childEnvironment(values, { ...trusting, NODE_ENV: options.kind }),
      },
      `http://127.0.0.1:${internalPort}/api/health`,
    )
    const worker = part('worker', {
      args: ['scripts/run.mjs', 'worker'],
      env: childEnvironment(values, { ...trusting, NODE_ENV: 'production' }),
    })
    await Promise.all([shop.start(), worker.start()])
    front.pass(internalPort)
    report('The shop is open')
    return {
      url: values.SHOP_URL ?? '',
      emulatorUrl: `http://localhost:${sandboxPort}`,
      mailboxUrl: mailbox?.url,
      databaseUrl,
      certificate,
      logs,
      values,
      shop,
      worker,
      emulator,
      postgres,
      failure,
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}
