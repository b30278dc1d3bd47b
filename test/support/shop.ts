import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { seed } from '@/prisma/seed'
import { type Certificate, localCertificate } from '@/scripts/certificate'
import { removeAfterwards } from '@/scripts/children'
import { createDatabase, migrate } from '@/scripts/database'
import { type OpenShop, openShop } from '@/scripts/open-shop'
import { freePort, startPostgres } from '@/scripts/postgres'
import { addLongNamedProducts } from './long-names'

/**
 * The shops of a run, by the settings in which they differ from `.env.example`. Tests of the main one run side by side, each
 * with buyers and orders of its own. Those of another take turns: there they may set the emulator's faults and settings, and
 * in `clock` make its time leap.
 */
export const shops = {
  main: { BRICK_SECURE: '20' },
  brick: { BRICK_SECURE: '20' },
  custom: { BRICK_SECURE: '20', BRICK_FORM: 'custom' },
  clock: { BRICK_SECURE: '20' },
  // Of one test alone, which begins with its empty database.
  prove: { BRICK_SECURE: '20' },
  // At Paymentwall, which no test can reach: every call to it fails.
  test: { PAYMENTWALL_MODE: 'test', PAYMENTWALL_API_URL: 'https://127.0.0.1:9' },
} satisfies Record<string, Record<string, string>>

export type ShopName = keyof typeof shops

/** Opens GET /api/metrics of every shop. */
export const metricsToken = 'the-token-of-the-tests'

/** What a test must know of the shop that it runs against. */
export type Shop = Pick<OpenShop, 'url' | 'emulatorUrl' | 'mailboxUrl' | 'databaseUrl' | 'logs' | 'values'>

/** One PostgreSQL for all shops of a run. */
export interface Premises {
  certificate: Certificate
  /** What PostgreSQL has printed. */
  postgresLog: string
  /**
   * Opens a whole shop: the production build behind TLS, the worker and the emulator, on a database of its own and free
   * ports, seeded like the demo.
   */
  open(name: ShopName): Promise<Shop>
  /** Ends and removes all of it. */
  close(): Promise<void>
}

export async function preparePremises(): Promise<Premises> {
  const directory = await mkdtemp(path.join(tmpdir(), 'foldline-shops-'))
  removeAfterwards(directory)
  const certificate = await localCertificate(path.join(directory, 'certificate'))
  const postgresLog = path.join(directory, 'postgres.log')
  // Throw-away data: nothing is flushed to the disk.
  const postgres = await startPostgres({
    directory: path.join(directory, 'postgres'),
    log: postgresLog,
    durable: false,
    maxConnections: 300,
  })
  await createDatabase(postgres.url('postgres'), 'template')
  await migrate(postgres.url('template'))
  await seed(postgres.url('template'))
  const opened: Promise<OpenShop>[] = []

  async function newDatabase(name: string): Promise<string> {
    const admin = new Client({ connectionString: postgres.url('postgres') })
    await admin.connect()
    await admin.query(`CREATE DATABASE ${admin.escapeIdentifier(name)} TEMPLATE template STRATEGY file_copy`)
    await admin.end()
    return postgres.url(name)
  }

  async function start(name: ShopName): Promise<OpenShop> {
    const dataDirectory = path.join(directory, name)
    const [databaseUrl, port, sandboxPort, mailPort] = await Promise.all([
      newDatabase(name),
      freePort(),
      freePort(),
      freePort(),
    ])
    if (name === 'main') await addLongNamedProducts(databaseUrl)
    await cp(path.join(directory, 'certificate'), path.join(dataDirectory, 'certificate'), {
      recursive: true,
    })
    const shop = await openShop({
      kind: 'production',
      port,
      sandboxPort,
      mailPort,
      dataDirectory,
      databaseUrl,
      // The tests' own requests say where they come from (test/support/fixtures.ts), as a proxy would.
      own: {
        TRUSTED_PROXIES: '127.0.0.1',
        METRICS_TOKEN: metricsToken,
        CHROMIUM_PATH: process.env.CHROMIUM_PATH,
        ...shops[name],
      },
    })
    // The shop sends whatever the documentation demands; what it leaves out must not pass as a warning.
    if (shop.values.PAYMENTWALL_MODE === 'local')
      await fetch(`${shop.emulatorUrl}/control/settings`, { method: 'PATCH', body: '{"strict":"refuse"}' })
    return shop
  }

  return {
    certificate,
    postgresLog,
    open: async (name) => {
      const shop = start(name)
      opened.push(shop)
      const { url, emulatorUrl, mailboxUrl, databaseUrl, logs, values } = await shop
      return { url, emulatorUrl, mailboxUrl, databaseUrl, logs, values }
    },
    close: async () => {
      await Promise.allSettled(opened.map(async (shop) => (await shop).stop()))
      await postgres.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}
