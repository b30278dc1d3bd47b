import path from 'node:path'
import { PrismaPg } from '@prisma/adapter-pg'
import type { Client } from 'pg'
import { measureAdmin } from '@/bench/admin'
import { eventsOf } from '@/bench/events'
import { measureGrowth } from '@/bench/growth'
import { type Load, load } from '@/bench/load'
import { fillLedger, prepareShop, unpaidOrders } from '@/bench/orders'
import { measurePages } from '@/bench/pages'
import { measureParsers } from '@/bench/parsers'
import { measurePressure } from '@/bench/pressure'
import { writeSection } from '@/bench/section'
import { benchValues, buildForBench, machine, median, type Stage, say, serve, startShop } from '@/bench/shop'
import { PrismaClient } from '@/lib/generated/prisma/client'
import { temporaryDirectory } from '../scripts/children'
import { freePort, type Postgres, startPostgres } from '../scripts/postgres'
import { program } from '../scripts/programs'
import { exampleValues, root } from '../scripts/settings'

const rounds = 5
const perRound = 1500

/**
 * Measures what reads strangers' bytes, then the pingback handler beside what it could be, in one run, round by round in
 * turn. `--parsers` stops after the first; `--pressure` measures instead how it answers on a busy machine and in a flood,
 * `admin` the lists, searches and exports of the back office, `pages` the shop's pages beside an empty Next app, and `growth`
 * what a large ledger and a large log cost.
 */
export async function main(args: string[]): Promise<void> {
  if (args.includes('admin')) return measureAdmin(args)
  if (args.includes('pages')) return measurePages(args)
  if (args.includes('growth')) return measureGrowth(args)
  if (args.includes('--pressure')) return measurePressure()
  say('reading hostile input')
  const parsers = await measureParsers()
  if (args.includes('--parsers')) {
    console.log(`\n${parsers}`)
    return
  }
  const stage: Stage = { directory: await temporaryDirectory('bench'), cleanups: [] }
  try {
    await measure(stage, args, parsers)
  } finally {
    for (const cleanup of stage.cleanups.reverse()) await cleanup()
  }
}

async function measure(stage: Stage, args: string[], parsers: string): Promise<void> {
  const { directory, cleanups } = stage
  await buildForBench()

  say('starting PostgreSQL')
  const postgres = await startPostgres({ directory: path.join(directory, 'postgres'), maxConnections: 200 })
  cleanups.push(() => postgres.stop())
  const secret = exampleValues().PAYMENTWALL_SECRET_KEY ?? ''

  const shop = await startShop(stage, postgres, 'bench_small')
  const peer = await startPeer(stage, postgres, 'bench_small')
  const client = shop.client
  await prepareShop(client)
  await fillLedger(client, 10_000)
  const driver = new PrismaClient({
    adapter: new PrismaPg({ connectionString: postgres.url('bench_small'), max: 8 }),
  })
  cleanups.push(() => driver.$disconnect())

  const pingback = '/api/pingback'
  const variants: [name: string, run: () => Promise<Load>][] = [
    [
      '(a) shop, 1 connection',
      async () => load(shop.port, await unpaidOrders(client, 400, secret, pingback), 1),
    ],
    [
      '(a) shop, 8 connections',
      async () => load(shop.port, await unpaidOrders(client, perRound, secret, pingback), 8),
    ],
    [
      '(a) shop, 32 connections',
      async () => load(shop.port, await unpaidOrders(client, perRound, secret, pingback), 32),
    ],
    ['(a) shop, 1,000 identical at 32', async () => load(shop.port, await identical(client, secret), 32)],
    [
      '(b) signature only, 8 connections',
      async () => load(shop.port, await unpaidOrders(client, perRound, secret, '/api/bench/signature'), 8),
    ],
    [
      '(b) signature only, 1,000 at 32',
      async () => load(shop.port, await unpaidOrders(client, 1000, secret, '/api/bench/signature'), 32),
    ],
    [
      '(c) Express, official library, transaction, 8',
      async () => load(peer, await unpaidOrders(client, perRound, secret, pingback), 8),
    ],
    [
      '(d) Next, transaction, 8 connections',
      async () => load(shop.port, await unpaidOrders(client, perRound, secret, '/api/bench/transaction'), 8),
    ],
    [
      '(e) statement alone, 8 connections',
      async () => statements(driver, await unpaidOrders(client, perRound, secret, pingback)),
    ],
  ]

  const results = await interleave(variants)
  const rows = report(results)

  const sizes = [10_000, 1_000_000]
  const bySize: [string, () => Promise<Load>][] = []
  for (const size of sizes) {
    say(`filling a ledger with ${size.toLocaleString('en')} rows`)
    const sized = await startShop(stage, postgres, `bench_${size}`)
    await prepareShop(sized.client)
    await fillLedger(sized.client, size)
    bySize.push([
      `(f) ledger of ${size.toLocaleString('en')} rows, 1 connection`,
      async () => load(sized.port, await unpaidOrders(sized.client, 400, secret, pingback), 1),
    ])
  }
  const sizeResults = await interleave(bySize)
  const text = `${rows}\n${reportSizes(sizeResults)}\n${parsers}`
  console.log(`\n${text}`)
  if (args.includes('--write')) await writeSection('Pingbacks', section(text, args))
}

async function identical(client: Client, secret: string): Promise<string[]> {
  const [path = ''] = await unpaidOrders(client, 1, secret, '/api/pingback')
  return Array.from({ length: 1000 }, () => path)
}

/** The same statement straight through the driver, eight at a time, without HTTP and without verifying. */
async function statements(database: PrismaClient, paths: string[]): Promise<Load> {
  const events = eventsOf(paths)
  let next = 0
  const latencies: number[] = []
  const began = performance.now()
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let event = events[next++]; event; event = events[next++]) {
        const sent = performance.now()
        await database.$queryRaw`SELECT verdict::text, sentence, order_id FROM receive_pingback(${event[0]}::jsonb, ${event[1]}::jsonb)`
        latencies.push(performance.now() - sent)
      }
    }),
  )
  const total = performance.now() - began
  return { total, rate: (paths.length / total) * 1000, p50: median(latencies), p99: 0, failures: 0 }
}

async function interleave(variants: [string, () => Promise<Load>][]): Promise<Map<string, Load[]>> {
  const results = new Map<string, Load[]>(variants.map(([name]) => [name, []]))
  say('warming up')
  for (const [, run] of variants) await run()
  for (let round = 1; round <= rounds; round++) {
    say(`round ${round} of ${rounds}`)
    const shift = round % variants.length
    for (const [name, run] of [...variants.slice(shift), ...variants.slice(0, shift)]) {
      const result = await run()
      if (result.failures > 0)
        throw new Error(`${name}: ${result.failures} requests were not answered with OK.`)
      results.get(name)?.push(result)
    }
  }
  return results
}

function report(results: Map<string, Load[]>): string {
  const of = (name: string, value: (load: Load) => number) => {
    const key = [...results.keys()].find((candidate) => candidate.startsWith(name))
    return median((results.get(key ?? '') ?? []).map(value))
  }
  const rate = (load: Load) => load.rate
  const total = (load: Load) => load.total
  const shop = of('(a) shop, 8', rate)
  const ratios: [string, number, string][] = [
    ['(a) to (b) at 8 connections', shop / of('(b) signature only, 8', rate), '≥ 0.75'],
    ['(a) to (d) at 8 connections', shop / of('(d)', rate), '≥ 3'],
    ['(a) to (c) at 8 connections', shop / of('(c)', rate), '≥ 2'],
    [
      'time for 1,000 identical to (b) for 1,000',
      of('(a) shop, 1,000', total) / of('(b) signature only, 1,000', total),
      '≤ 0.5',
    ],
  ]
  return [
    '| What | requests/s | p50 ms | p99 ms |',
    '|---|--:|--:|--:|',
    ...[...results].map(([name, loads]) => {
      const p99 = median(loads.map((load) => load.p99))
      return `| ${name} | ${Math.round(median(loads.map(rate)))} | ${median(loads.map((load) => load.p50)).toFixed(2)} | ${p99 ? p99.toFixed(2) : ''} |`
    }),
    '',
    '| Ratio | measured | bar |',
    '|---|--:|--:|',
    ...ratios.map(([name, value, bar]) => `| ${name} | ${value.toFixed(2)} | ${bar} |`),
    '',
  ].join('\n')
}

function reportSizes(results: Map<string, Load[]>): string {
  const medians = [...results].map(([name, loads]) => [name, median(loads.map((load) => load.p50))] as const)
  const smallest = medians[0]?.[1] ?? 0
  return [
    '| Ledger | p50 ms | to the smallest | bar |',
    '|---|--:|--:|--:|',
    ...medians.map(
      ([name, p50], index) =>
        `| ${name} | ${p50.toFixed(2)} | ${(p50 / smallest).toFixed(2)} | ${index === 1 ? '≤ 1.2' : ''} |`,
    ),
    '',
  ].join('\n')
}

function section(text: string, args: string[]): string {
  return `Made by \`npm run bench -- ${args.join(' ')}\`: a production build, a durable PostgreSQL and the load on ${machine()}.
All variants run in one process lifetime, ${rounds} rounds in turn; the figures are medians of the rounds. Ratios
within one run are comparable; the figures themselves depend on the machine.

(a) is the shop's complete listener: verify, apply, log. (b) is a route that only checks the signature. (c) is Express with
the official library and Prisma's interactive transaction; (d) the same transaction inside Next. (c) and (d) do less than
(a): no risk states, no log, no alerts. (e) is the shop's statement through the driver, without HTTP. The last table is CPU
time: each parser of strangers' bytes on the input of [\`bench/hostile.ts\`](../bench/hostile.ts) that it takes longest for, beside
a loop that adds up the same bytes.

${text}
Why (a) comes so close to (b): it is answered before Next, to which (b) belongs ([decision 7](decisions/0007-pingbacks-before-next.md));
events that wait together share a transaction and its flush; two such transactions run at once, so that the database's processes
don't get in each other's way; the statement is prepared once for each connection; and identical arrivals share one statement
([\`lib/pingbacks/coalescer.ts\`](../lib/pingbacks/coalescer.ts)).
`
}

async function startPeer(stage: Stage, postgres: Postgres, database: string): Promise<number> {
  const port = await freePort()
  await serve(stage, {
    name: 'peer',
    args: [program('tsx'), path.join(root, 'bench/peer.mjs')],
    env: benchValues(port, postgres.url(database)),
    url: `http://127.0.0.1:${port}/api/health`,
  })
  return port
}
