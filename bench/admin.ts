import path from 'node:path'
import { Client } from 'pg'
import { fillTrade } from '@/bench/admin-fill'
import { findCustomer, listCustomers } from '@/lib/customers/data'
import { type CustomerFilter, customerFilterSchema } from '@/lib/customers/schema'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { openExport } from '@/lib/exports/data'
import { type ExportFilters, type ExportName, exportSchemas } from '@/lib/exports/schema'
import { listAlertGroups, listOpenAlerts } from '@/lib/open-alerts/data'
import { listAudit } from '@/lib/operators/data'
import { listOrderRows } from '@/lib/orders/list'
import { findOrderRecord } from '@/lib/orders/record'
import { type OrderFilter, orderFilterSchema, orderGroups } from '@/lib/orders/schema'
import type { PageRequest } from '@/lib/paging'
import { listArrivals } from '@/lib/pingbacks/log'
import { type PingbackFilter, pingbackFilterSchema } from '@/lib/pingbacks/schema'
import { search } from '@/lib/search/data'
import { listMembershipRows } from '@/lib/subscriptions/list'
import { type MembershipFilter, membershipFilterSchema } from '@/lib/subscriptions/schema'
import { dayOf } from '@/lib/time'
import { lastArrivals, readSales, readSilence } from '@/lib/today/data'
import { temporaryDirectory } from '@/scripts/children'
import { orderIdOf, uidOf } from '@/test/support/ids'
import { createDatabase, migrate } from '../scripts/database'
import { startPostgres } from '../scripts/postgres'
import { exampleValues } from '../scripts/settings'
import { UserError } from '../scripts/user-error'

/** Milliseconds that a list or a search may take at the server. */
const bar = 50
/** Milliseconds that the first thousand rows of an export may take. */
const exportBar = 500
const runs = 9

interface Measured {
  name: string
  run: () => Promise<unknown>
  /** Where it is another one than for a list. */
  limit?: number
}

interface Statement {
  text: string
  values: unknown[]
}

const admin = { role: 'ADMIN', uid: uidOf('admin') } as const
const reviewer = { role: 'REVIEWER', uid: uidOf('buyer000000000001') } as const

/**
 * Measures every list, search and export of the back office in a shop of a million orders and pingbacks (`--orders=200000` for
 * another number): the reads of a page, from the call to the rows, as medians. Of one that takes too long it prints how the
 * database answered.
 */
export async function measureAdmin(args: string[]): Promise<void> {
  const orders = Number(args.find((arg) => arg.startsWith('--orders='))?.slice(9) ?? 1_000_000)
  const directory = await temporaryDirectory('bench')
  const postgres = await startPostgres({ directory: path.join(directory, 'postgres'), durable: false })
  try {
    const url = postgres.url('bench_admin')
    await createDatabase(postgres.url('postgres'), 'bench_admin')
    await migrate(url)
    const client = new Client({ connectionString: url })
    await client.connect()
    console.log(`· filling a shop with ${orders.toLocaleString('en')} orders`)
    const began = performance.now()
    await fillTrade(client, orders)
    console.log(`· filled in ${Math.round((performance.now() - began) / 1000)} s`)
    Object.assign(process.env, exampleValues(), { DATABASE_URL: url, LOG_LEVEL: 'warn' })
    const misses = await measure(client, orders)
    await client.end()
    if (misses > 0) throw new UserError(`${misses} lists, exports or searches took too long.`)
  } finally {
    await db().$disconnect()
    await postgres.stop()
  }
}

/** Measures one after the other, and returns how many took too long. */
async function measure(client: Client, orders: number): Promise<number> {
  const sent = keepStatements()
  const rows: string[] = []
  let misses = 0
  for (const { name, run, limit = bar } of [...lists(orders), ...exports(), ...searches(orders)]) {
    for (let n = 0; n < 2; n++) await run()
    const times: number[] = []
    for (let n = 0; n < runs; n++) {
      sent.length = 0
      const began = performance.now()
      await run()
      times.push(performance.now() - began)
    }
    const median = times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0
    console.log(`· ${name}: ${median.toFixed(1)} ms`)
    rows.push(`| ${name} | ${median.toFixed(1)} | ${(times[0] ?? 0).toFixed(1)} | ≤ ${limit} |`)
    if (median <= limit) continue
    misses++
    await explain(client, [...sent])
  }
  console.log(['', '| What | p50 ms | fastest ms | bar |', '|---|--:|--:|--:|', ...rows, ''].join('\n'))
  return misses
}

/** Keeps what is sent to the database from now on, on connections that are opened from now on. */
function keepStatements(): Statement[] {
  const kept: Statement[] = []
  const { query } = Client.prototype
  Client.prototype.query = function (this: Client, ...given: unknown[]) {
    const [first] = given
    if (typeof first === 'object' && first !== null && 'text' in first) {
      const { text, values = [] } = first as { text: string; values?: unknown[] }
      kept.push({ text, values })
    }
    return Reflect.apply(query, this, given)
  } as typeof query
  return kept
}

async function explain(client: Client, statements: readonly Statement[]): Promise<void> {
  for (const { text, values } of statements) {
    if (!/^\s*(SELECT|WITH|\()/i.test(text)) continue
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN (ANALYZE, BUFFERS) ${text}`,
      values,
    )
    console.log(`\n${text}\n${rows.map((row) => `  ${row['QUERY PLAN']}`).join('\n')}\n`)
  }
}

const orderId = (n: number) => orderIdOf(`bench${String(n).padStart(12, '0')}`)

function lists(orders: number): Measured[] {
  const at = new Date()
  // In the middle of the two years.
  const middle = { older: `${at.getTime() - 365 * 86_400_000}.x` }
  const list = (name: string, given: Partial<Record<keyof OrderFilter, string>>): Measured[] => {
    const filter = orderFilterSchema.parse(given)
    return [
      { name: `orders, ${name}`, run: () => listOrderRows(filter, admin, undefined, at) },
      { name: `orders, ${name}, a year back`, run: () => listOrderRows(filter, admin, middle, at) },
    ]
  }
  return [
    ...list('all', {}),
    ...Object.keys(orderGroups).flatMap((state) => list(state, { state })),
    ...list('of a product', { product: 'fox' }),
    ...list('of a rare product', { product: 'moth' }),
    ...list('by test payments', { money: 'test' }),
    ...list('by real payments', { money: 'real' }),
    ...list('of a day', { from: '2026-03-03', to: '2026-03-03' }),
    ...list('of a buyer', { buyer: 'buyer000000000777' }),
    ...list('of a part of an address', { buyer: 'person777@' }),
    ...list('of a host', { buyer: 'mail.example' }),
    ...list('charged back, of a rare product', { state: 'charged_back', product: 'moth' }),
    {
      name: 'orders, for a reviewer of a live shop',
      run: asLive(() => listOrderRows({}, reviewer, undefined, at)),
    },
    { name: 'an order', run: () => findOrderRecord(orderId(Math.floor(orders / 3)), admin) },
    ...today(),
    ...arrivals(orders),
    ...customers(),
    ...members(at),
    { name: 'alerts, open', run: () => listOpenAlerts({}, admin, undefined) },
    { name: 'alerts, open, of a kind', run: () => listOpenAlerts({ kind: 'overpaid' }, admin, undefined) },
    {
      name: 'alerts, for a reviewer of a live shop',
      run: asLive(() => listOpenAlerts({}, reviewer, undefined)),
    },
    { name: 'audit log', run: () => listAudit({}, undefined) },
    { name: 'audit log of an order', run: () => listAudit({ subject: orderId(7) }, undefined) },
  ]
}

function today(): Measured[] {
  return [
    { name: 'today, sales', run: () => readSales(admin) },
    { name: 'today, sales, for a reviewer of a live shop', run: asLive(() => readSales(reviewer)) },
    { name: 'today, silence', run: () => readSilence() },
    { name: 'today, last pingbacks', run: () => lastArrivals(admin) },
    {
      name: 'today, last pingbacks, for a reviewer of a live shop',
      run: asLive(() => lastArrivals(reviewer)),
    },
    { name: 'today, alerts', run: () => listAlertGroups(admin) },
    { name: 'today, alerts, for a reviewer of a live shop', run: asLive(() => listAlertGroups(reviewer)) },
  ]
}

function arrivals(orders: number): Measured[] {
  const middle = { older: String(Math.floor(orders / 2)) }
  const list = (
    name: string,
    given: Partial<Record<keyof PingbackFilter, string>>,
    request?: PageRequest,
  ): Measured => {
    const filter = pingbackFilterSchema.parse(given)
    return { name: `pingbacks, ${name}`, run: () => listArrivals(filter, admin, request) }
  }
  const n = 2 * Math.floor(orders / 6)
  const day = dayOf(new Date(Date.now() - 100 * 86_400_000))
  return [
    list('all', {}),
    list('all, a year back', {}, middle),
    list('applied', { verdict: 'applied' }),
    list('rejected', { verdict: 'rejected' }),
    list('rejected, a year back', { verdict: 'rejected' }, middle),
    list('put aside', { verdict: 'quarantined' }),
    list('of a type', { type: '0' }),
    list('of a type that never came', { type: '203' }),
    list('of an order', { order: orderId(n) }),
    list('of a buyer', { uid: 'buyer000000000777' }),
    list('of nobody', { uid: 'zzqqzzqq' }),
    list('of a payment', { ref: `b${n}` }),
    list('of no payment', { ref: 'zzqqzzqq' }),
    list('signed by version 2', { version: '2' }),
    list('signed by none', { version: 'other' }),
    list('of an hour', { from: `${day}T12:00`, to: `${day}T13:00` }),
    list('rejected, of a day', { verdict: 'rejected', from: day, to: `${day}T23:59` }),
    {
      name: 'pingbacks, for a reviewer of a live shop',
      run: asLive(() => listArrivals(pingbackFilterSchema.parse({}), reviewer, undefined)),
    },
  ]
}

/** The first two batches of a file. */
function exports(): Measured[] {
  const open = <Name extends ExportName>(name: Name, filter: ExportFilters[Name]): Measured => ({
    name: `export, ${name}${Object.values(filter).some(Boolean) ? ', narrowed' : ''}`,
    limit: exportBar,
    run: async () => {
      const reader = openExport(name, filter, admin, { at: new Date() }).getReader()
      await reader.read()
      await reader.read()
      await reader.cancel()
    },
  })
  return [
    open('orders', exportSchemas.orders.parse({})),
    open('orders', exportSchemas.orders.parse({ state: 'refunded', product: 'fox' })),
    open('payments', exportSchemas.payments.parse({})),
    open('payments', exportSchemas.payments.parse({ state: 'REVERSED' })),
    open('pingbacks', exportSchemas.pingbacks.parse({})),
    open('pingbacks', exportSchemas.pingbacks.parse({ verdict: 'rejected' })),
    open('customers', exportSchemas.customers.parse({})),
    open('customers', exportSchemas.customers.parse({ state: 'closed' })),
  ]
}

function customers(): Measured[] {
  const list = (name: string, given: Partial<Record<keyof CustomerFilter, string>>): Measured => {
    const filter = customerFilterSchema.parse(given)
    return { name: `customers, ${name}`, run: () => listCustomers(filter, admin, undefined) }
  }
  return [
    list('all', {}),
    list('of a part of an address', { email: 'person777' }),
    list('of a host', { email: 'mail.example' }),
    list('of no address', { email: 'zzqqzzqq' }),
    list('of two letters', { email: 'zq' }),
    list('of a name of many', { name: 'lovelace' }),
    list('of a name of nobody', { name: 'lovelace hopper' }),
    list('of a name at a host', { name: 'knuth', email: 'paper.example' }),
    list('flagged', { state: 'flagged' }),
    list('closed', { state: 'closed' }),
    list('admins', { role: 'ADMIN' }),
    {
      name: 'customers, for a reviewer of a live shop',
      run: asLive(() => listCustomers(customerFilterSchema.parse({}), reviewer, undefined)),
    },
    { name: 'a customer', run: () => findCustomer(uidOf('buyer000000000777'), admin, new Date()) },
  ]
}

function members(at: Date): Measured[] {
  const list = (name: string, given: Partial<Record<keyof MembershipFilter, string>>): Measured => {
    const filter = membershipFilterSchema.parse(given)
    return { name: `memberships, ${name}`, run: () => listMembershipRows(filter, admin, undefined, at) }
  }
  return [
    list('all', {}),
    list('active', { state: 'ACTIVE' }),
    list('to come', { view: 'upcoming' }),
    list('late', { view: 'overdue' }),
    list('failed', { view: 'failed' }),
    list('being cancelled', { view: 'cancelling' }),
  ]
}

function searches(orders: number): Measured[] {
  const n = 2 * Math.floor(orders / 6)
  const find = (name: string, text: string, operator: Parameters<typeof search>[1] = admin): Measured => ({
    name: `search, ${name}`,
    run: () => search(text, operator, new Date()),
  })
  return [
    find('order', orderId(n)),
    find('payment', `b${n}`),
    find('charge', `c${n}`),
    find('subscription', `s${50 * Math.floor(n / 50)}`),
    find('uid', 'buyer000000000777'),
    find('e-mail address', 'person777@mail.example'),
    find('part of an address', 'person77'),
    find('part of every address', 'person'),
    find('host of many', 'mail.example'),
    find('name of many', 'lovelace'),
    find('name of nobody', 'lovelace hopper'),
    find('licence key', 'ABCDE-ABCDE-ABCDE-ABCDE-ABCDE'),
    find('last four digits', '0007'),
    find('last four digits of many', '4242'),
    find('card number', '4242 4242 4242 4242'),
    find('product', 'moth'),
    find('nothing', 'zzqqzzqq'),
    {
      name: 'search, for a reviewer of a live shop',
      run: asLive(() => search(`b${n}`, reviewer, new Date())),
    },
  ]
}

function asLive<Result>(work: () => Promise<Result>): () => Promise<Result> {
  return async () => {
    const settings = env()
    settings.PAYMENTWALL_MODE = 'live'
    try {
      return await work()
    } finally {
      settings.PAYMENTWALL_MODE = 'local'
    }
  }
}
