import { mkdtemp, rm } from 'node:fs/promises'
import { type Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { Pool, type QueryResultRow } from 'pg'
import { type Child, removeAfterwards, startChild } from '@/scripts/children'
import { createDatabase, migrate } from '@/scripts/database'
import { freePort, type Postgres, startPostgres } from '@/scripts/postgres'
import { program } from '@/scripts/programs'
import { exampleValues } from '@/scripts/settings'

/** The production build as one process, without TLS, worker or emulator around it. */
export interface App {
  port: number
  log: string
  /** The process as it runs now. */
  readonly child: Child
  /** Starts it, and returns when it answers. */
  start(): Promise<void>
}

/** A throw-away PostgreSQL, and shops on it. */
export interface Listeners {
  postgres: Postgres
  databaseUrl: string
  /** Makes one more process; it is not started yet. Without a database of its own it gets the one of all. */
  app(variables?: Record<string, string>): Promise<App>
  query<Row extends QueryResultRow>(sql: string, parameters?: unknown[]): Promise<Row[]>
  stop(): Promise<void>
}

/** For tests that kill and starve what they test: nothing is shared with other tests. No test cuts the power. */
export async function prepareListeners(): Promise<Listeners> {
  const directory = await mkdtemp(path.join(tmpdir(), 'foldline-listener-'))
  removeAfterwards(directory)
  const postgres = await startPostgres({ directory: path.join(directory, 'postgres'), durable: false })
  await createDatabase(postgres.url('postgres'), 'shop')
  const databaseUrl = postgres.url('shop')
  await migrate(databaseUrl)
  const pool = new Pool({ connectionString: databaseUrl, max: 4 })
  // A killed server ends its connections; the next query opens another.
  pool.on('error', () => {})
  const apps: Child[] = []

  return {
    postgres,
    databaseUrl,
    query: async (sql, parameters) => (await pool.query(sql, parameters)).rows,
    app: async (variables = {}) => {
      const port = await freePort()
      const log = path.join(directory, `app-${port}.log`)
      let child: Child | undefined
      return {
        port,
        log,
        get child() {
          if (child === undefined) throw new Error('the app was not started')
          return child
        },
        start: async () => {
          child = startChild({
            args: [program('next'), 'start', '-H', '127.0.0.1', '-p', String(port)],
            log,
            stopTimeout: 30_000,
            env: {
              ...process.env,
              ...exampleValues(),
              DATABASE_URL: databaseUrl,
              LOG_LEVEL: 'info',
              ...variables,
              NODE_ENV: 'production',
              NEXT_TELEMETRY_DISABLED: '1',
            },
          })
          apps.push(child)
          for (;;) {
            const ready = await send(port, '/api/health').then(
              ({ status }) => status === 200,
              () => false,
            )
            if (ready) return
            const ended = await Promise.race([child.ended, delay(50, undefined)])
            if (ended) throw new Error(`The app did not start (${ended}): see ${log}`)
          }
        },
      }
    },
    stop: async () => {
      await Promise.all(apps.map((child) => child.kill()))
      await pool.end()
      await postgres.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

export interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

/** Sends one request as it is given, without any tidying; rejects when there is no whole answer. */
export function send(
  port: number,
  target: string,
  {
    method = 'GET',
    headers = {},
    agent,
  }: { method?: string; headers?: Record<string, string>; agent?: Agent } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(
      { host: '127.0.0.1', port, path: target, method, headers, agent: agent ?? false },
      async (answer) => {
        try {
          const body = Buffer.concat(await answer.toArray())
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            body,
          })
        } catch (error) {
          reject(error)
        }
      },
    )
      .on('error', reject)
      .end()
  })
}

/** Orders of one licence each, whose buyers have the same name as they. Returns their ids. */
export async function placeOrders(
  query: Listeners['query'],
  prefix: string,
  count: number,
): Promise<string[]> {
  const ids = Array.from({ length: count }, (_, n) => `${prefix}${String(n).padStart(8, '0')}`)
  await query(
    `INSERT INTO products (id, slug, position, kind, name, summary, description, artwork, updated_at)
     VALUES ('licence', 'licence', 1, 'LICENCE', 'Fox', '', '', 'fox.svg', now()) ON CONFLICT DO NOTHING`,
  )
  const from = 'FROM unnest($1::text[]) id'
  await query(`INSERT INTO users (uid, email, password_hash) SELECT id, id || '@example.com', '' ${from}`, [
    ids,
  ])
  await query(`INSERT INTO orders (id, uid, amount, currency) SELECT id, id, 999, 'USD' ${from}`, [ids])
  await query(`INSERT INTO external_ids (id, order_id, price, currency) SELECT id, id, 9.99, 'USD' ${from}`, [
    ids,
  ])
  await query(
    `INSERT INTO order_lines (id, order_id, position, product_id, kind, name, amount)
     SELECT id || 'l', id, 0, 'licence', 'LICENCE', 'Fox', 999 ${from}`,
    [ids],
  )
  return ids
}

/** Orders whose goods are held without a payment that is PAID, or the reverse, or that got goods twice. Always empty. */
export function violations(query: Listeners['query']) {
  return query(`
    SELECT o.id, array_agg(p.state) AS payments, count(d.id) AS deliveries
    FROM orders o JOIN order_lines l ON l.order_id = o.id
    LEFT JOIN payments p ON p.order_id = o.id LEFT JOIN deliveries d ON d.order_line_id = l.id
    GROUP BY o.id, l.id
    HAVING bool_or(d.id IS NOT NULL AND d.withdrawn_at IS NULL) <> coalesce(bool_or(p.state = 'PAID'), false)
      OR count(DISTINCT d.id) > 1`)
}
