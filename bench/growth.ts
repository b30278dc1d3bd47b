import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { eventsOf } from '@/bench/events'
import { fillLedger, prepareShop, unpaidOrders } from '@/bench/orders'
import { writeSection } from '@/bench/section'
import { machine, median, say } from '@/bench/shop'
import { temporaryDirectory } from '../scripts/children'
import { createDatabase, migrate } from '../scripts/database'
import { type Postgres, startPostgres } from '../scripts/postgres'
import { exampleValues, root } from '../scripts/settings'

const small = 10_000
const rounds = 9
const perRound = 400
/** Of 90 days, when the ledger is large. */
const logRows = 1_000_000
const byMonth = '20261127060000'
const firstRowsMissed = 50_000

interface Shop {
  client: Client
  /** The process of its connection. */
  pid: number
}

/** What one pingback of a payment costs the database. */
interface Cost {
  milliseconds: number
  cpu: number
  wal: number
  disk: number
  buffers: number
}

const secret = exampleValues().PAYMENTWALL_SECRET_KEY ?? ''
const newEvents = async (client: Client, count: number) =>
  eventsOf(await unpaidOrders(client, count, secret, '/api/pingback'))
type Events = Awaited<ReturnType<typeof newEvents>>

/**
 * Measures what a pingback costs on a ledger of 10,000 rows and of ten million (`--rows` says otherwise), and for how long the
 * log is locked: when a database of the version before is migrated, and when months are added, moved and dropped.
 */
export async function measureGrowth(args: string[]): Promise<void> {
  const large = Number(args[args.indexOf('--rows') + 1]) || 10_000_000
  const postgres = await startPostgres({
    directory: path.join(await temporaryDirectory('bench'), 'postgres'),
    maxConnections: 50,
  })
  const clients: Client[] = []
  try {
    const open = async (name: string) => {
      const client = new Client({ connectionString: postgres.url(name) })
      await client.connect()
      clients.push(client)
      return client
    }
    const locks = await measureLocks(postgres, open)
    const shops: [number, Shop][] = []
    for (const rows of [small, large]) {
      say(`filling a ledger with ${rows.toLocaleString('en')} rows`)
      shops.push([rows, await fullShop(postgres, open, rows)])
    }
    const costs = await measureCosts(shops)
    const text = [costsTable(costs), '', locks].join('\n')
    console.log(`\n${text}`)
    if (args.includes('--write')) await writeSection('Growth', section(text, args))
  } finally {
    for (const client of clients) await client.end()
    await postgres.stop()
  }
}

type Open = (name: string) => Promise<Client>

async function fullShop(postgres: Postgres, open: Open, rows: number): Promise<Shop> {
  const name = `growth_${rows}`
  await createDatabase(postgres.url('postgres'), name)
  await migrate(postgres.url(name))
  const client = await open(name)
  await prepareShop(client)
  await fillLedger(client, rows)
  await fillLog(client, Math.min(rows, logRows))
  while ((await client.query("SELECT FROM add_pingback_log_part('-infinity', '0')")).rowCount);
  await client.query('VACUUM ANALYZE')
  await client.query('CHECKPOINT')
  const [backend] = (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows
  return { client, pid: backend?.pid ?? 0 }
}

/** Fills the log with arrivals of the last 90 days. */
async function fillLog(client: Client, rows: number): Promise<void> {
  await client.query(`
    INSERT INTO pingback_attempts (received_at, verdict, sentence, duration_ms, address, sign_version, secret, pingback_id, order_id, parameters)
    SELECT now() - (${rows} - n) * interval '89 days' / ${rows},
      CASE WHEN n % 50 = 0 THEN 'rejected' WHEN n % 10 = 0 THEN 'duplicate' ELSE 'applied' END::"Verdict",
      'Payment: payment b' || n || ' of order bench' || n || ' is now PAID; 1 delivered.', 2, '203.0.113.9', 3, 'current',
      CASE WHEN n % 50 > 0 THEN n END, 'history' || lpad(n::text, 13, '0'),
      jsonb_build_object('uid', 'history' || n, 'goodsid', 'history' || n, 'type', CASE WHEN n % 20 = 0 THEN '2' ELSE '0' END,
        'ref', 'h' || n, 'sig', '3f0a…', 'slength', '', 'speriod', '', 'sign_version', '3')
    FROM generate_series(1, ${rows}) n`)
}

/** Applies events one after another over one connection; returns how long each took. */
async function applyAll(client: Client, events: Events): Promise<number[]> {
  const times: number[] = []
  for (const values of events) {
    const began = performance.now()
    await client.query({
      name: 'apply',
      text: 'SELECT verdict::text, sentence, order_id FROM receive_pingback($1::jsonb, $2::jsonb)',
      values: [...values],
    })
    times.push(performance.now() - began)
  }
  return times
}

async function measureCosts(shops: readonly [number, Shop][]): Promise<[number, Cost][]> {
  const costs: [number, Cost[]][] = shops.map(([rows]) => [rows, []])
  say('warming up')
  for (const [, { client }] of shops) {
    await applyAll(client, await newEvents(client, 4 * perRound))
    // As autovacuum would have it by then: the tables of orders and payments are no longer empty.
    await client.query('VACUUM ANALYZE')
  }
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`)
    const order = round % 2 === 0 ? shops : shops.toReversed()
    for (const [rows, shop] of order) {
      costs.find(([of]) => of === rows)?.[1].push(await costOf(shop))
    }
  }
  return costs.map(([rows, each]) => {
    const of = (value: (cost: Cost) => number) => median(each.map(value))
    return [
      rows,
      {
        milliseconds: of((cost) => cost.milliseconds),
        cpu: of((cost) => cost.cpu),
        wal: of((cost) => cost.wal),
        disk: of((cost) => cost.disk),
        buffers: of((cost) => cost.buffers),
      },
    ]
  })
}

async function costOf({ client, pid }: Shop): Promise<Cost> {
  const events = await newEvents(client, perRound)
  const before = { cpu: await processorTime(pid), ...(await sizes(client)) }
  const times = await applyAll(client, events)
  const after = { cpu: await processorTime(pid), ...(await sizes(client)) }
  return {
    milliseconds: median(times),
    cpu: (after.cpu - before.cpu) / perRound,
    wal: (after.wal - before.wal) / perRound,
    disk: (after.disk - before.disk) / perRound,
    buffers: await buffersOf(client),
  }
}

/** The milliseconds that a process has had a processor. Linux counts in hundredths of a second. */
async function processorTime(pid: number): Promise<number> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** How much has been written to the log of the database, and what that which stays takes on the disk. */
async function sizes(client: Client): Promise<{ wal: number; disk: number }> {
  const { rows } = await client.query<{ wal: number; disk: number }>(`
    SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8 AS wal, sum(pg_total_relation_size(c.oid))::float8 AS disk
    FROM pg_class c WHERE c.relname IN ('pingbacks', 'payments', 'deliveries') OR c.relname ~ '^pingback_attempts_[0-9d]'
      AND c.relkind = 'r'`)
  return rows[0] ?? { wal: 0, disk: 0 }
}

/** How many pages the database looks at for one pingback. */
async function buffersOf(client: Client): Promise<number> {
  const counts: number[] = []
  for (const values of await newEvents(client, 5)) {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
      'EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM receive_pingback($1::jsonb, $2::jsonb)',
      [...values],
    )
    const plan = rows[0]?.['QUERY PLAN'][0].Plan
    counts.push((plan?.['Shared Hit Blocks'] ?? 0) + (plan?.['Shared Read Blocks'] ?? 0))
  }
  return median(counts)
}

/** For how long the log is held up by what is done to its tables, and what a pingback waits meanwhile. */
async function measureLocks(postgres: Postgres, open: Open): Promise<string> {
  say(`migrating a log of ${logRows.toLocaleString('en')} rows`)
  await createDatabase(postgres.url('postgres'), 'growth_locks')
  const [client, payer] = [await open('growth_locks'), await open('growth_locks')]
  const folder = path.join(root, 'prisma/migrations')
  const names = (await readdir(folder)).filter((name) => /^\d/.test(name)).sort()
  const run = async (name: string) =>
    client.query(await readFile(path.join(folder, name, 'migration.sql'), 'utf8'))
  for (const name of names.filter((each) => each < byMonth)) await run(name)
  await prepareShop(client)
  await fillLog(client, logRows)
  await client.query('VACUUM ANALYZE')
  await client.query('CHECKPOINT')
  const measured: [string, number, number][] = []
  const measure = async (what: string, work: () => Promise<unknown>) => {
    say(what)
    const events = await newEvents(client, 20_000)
    let isOver = false
    const began = performance.now()
    const done = work().finally(() => {
      isOver = true
    })
    const times: number[] = []
    for (const event of events) {
      if (isOver) break
      // One that can't have its lock in time is sent again, as the listener does.
      const sent = performance.now()
      for (;;) {
        try {
          await applyAll(payer, [event])
          break
        } catch (error) {
          if ((error as { code?: string }).code !== '55P03') throw error
        }
      }
      times.push(performance.now() - sent)
    }
    await done
    measured.push([what, performance.now() - began, Math.max(...times)])
  }
  for (const name of names.filter((each) => each >= byMonth)) {
    await measure(`migration \`${name}\`, ${logRows.toLocaleString('en')} rows in the log`, () => run(name))
  }
  // The log of before is one table. What follows is done to tables of a month.
  await client.query('DROP TABLE pingback_attempts_before')
  await fillDefault(client)
  const stray = `${firstRowsMissed.toLocaleString('en')} arrivals of now that the default table took in`
  await measure(`adding the rest of this month beside ${stray}`, () =>
    client.query("SELECT FROM add_pingback_log_part('-infinity')"),
  )
  await client.query(
    "UPDATE pingback_attempts_default SET received_at = date_trunc('month', now(), 'UTC') - interval '10 days'",
  )
  // As it is two minutes later: what arrives now has its table.
  const { rows } = await client.query<{ part: string }>(
    "SELECT part::text FROM pingback_log_parts() WHERE until = add_period(date_trunc('month', now(), 'UTC'), 1, 'month')",
  )
  await client.query(`DROP TABLE ${rows[0]?.part}`)
  await client.query("SELECT FROM add_pingback_log_part('-infinity', '0')")
  await measure(`moving ${firstRowsMissed.toLocaleString('en')} arrivals to a month behind`, () =>
    client.query("SELECT FROM add_pingback_log_part('-infinity')"),
  )
  await measure('dropping that month', () =>
    client.query("SELECT drop_pingback_log_part(date_trunc('month', now(), 'UTC'))"),
  )
  return [
    '| What is done | ms | longest pingback meanwhile, ms |',
    '|---|--:|--:|',
    ...measured.map(([what, whole, longest]) => `| ${what} | ${whole.toFixed(0)} | ${longest.toFixed(0)} |`),
  ].join('\n')
}

async function fillDefault(client: Client): Promise<void> {
  await client.query(`
    INSERT INTO pingback_attempts (verdict, sentence, duration_ms, sign_version, pingback_id, order_id, parameters)
    SELECT 'applied', 'Logged.', 2, 3, n, 'history' || n, '{"type": "0"}' FROM generate_series(1, ${firstRowsMissed}) n`)
}

function costsTable(costs: readonly [number, Cost][]): string {
  const smallest = costs[0]?.[1].milliseconds ?? 1
  return [
    '| Ledger | ms | to the smallest | bar | processor, ms | pages looked at | WAL, bytes | disk, bytes |',
    '|---|--:|--:|--:|--:|--:|--:|--:|',
    ...costs.map(
      ([rows, cost], index) =>
        `| ${rows.toLocaleString('en')} rows | ${cost.milliseconds.toFixed(2)} | ${(cost.milliseconds / smallest).toFixed(2)} | ${index === 0 ? '' : '≤ 1.2'} | ${cost.cpu.toFixed(2)} | ${cost.buffers.toFixed(0)} | ${cost.wal.toFixed(0)} | ${cost.disk.toFixed(0)} |`,
    ),
  ].join('\n')
}

function section(text: string, args: string[]): string {
  return `Made by \`npm run bench -- ${args.join(' ')}\`: a durable PostgreSQL and the load on ${machine()}, which was doing other work too.
One connection applies payments by the listener's statement, without HTTP, ${perRound} in a round, ${rounds} rounds in turn; the figures are
medians. The log holds as many arrivals of 90 days as the ledger has rows, at most ${logRows.toLocaleString('en')}. Processor time is that of the
connection's process. Disk is what stays of a payment: ledger, log, payment and delivery with their indexes; the order and the jobs
are not in it. In the second table one connection sends payments without a pause, and what can't have its lock in 250 ms is sent again.

${text}
`
}
