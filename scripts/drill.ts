import { randomInt } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Pool } from 'pg'
import { type Listeners, placeOrders, violations } from '@/test/support/listener'
import { temporaryDirectory } from './children'
import { type OpenShop, openShop } from './open-shop'
import { freePort } from './postgres'
import { UserError } from './user-error'

const ordersPerRound = 60
const acknowledgedWithin = 120_000

type Query = Listeners['query']

interface Message {
  ref: string
  type: number
  status: string
}

async function control<Answer>(
  shop: OpenShop,
  method: string,
  route: string,
  body?: object,
): Promise<Answer> {
  const response = await fetch(`${shop.emulatorUrl}/control${route}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${await response.text()}`)
  return (await response.json()) as Answer
}

/** Pays every order, refunds every third and pays every fourth twice; the emulator goes on sending until it gets OK. */
async function trade(shop: OpenShop, orders: string[]): Promise<void> {
  for (const [index, order] of orders.entries()) {
    const payment = { uid: order, goodsId: order, amount: '9.99', currency: 'USD', wait: false }
    await control(shop, 'POST', '/payments', { ...payment, ref: `b${order}` })
    if (index % 4 === 0) await control(shop, 'POST', '/payments', { ...payment, ref: `c${order}` })
    if (index % 3 === 0) await control(shop, 'POST', `/payments/b${order}/refund`, { wait: false })
    await delay(randomInt(20, 100))
  }
}

/** Kills the shop and PostgreSQL in turn, at random moments, as long as there is trade. */
async function strike(shop: OpenShop, trading: Promise<void>): Promise<number> {
  let over = false
  const ended = trading.finally(() => {
    over = true
  })
  let kills = 0
  do {
    await Promise.race([delay(randomInt(150, 700)), ended])
    if (kills % 2 === 0) {
      await shop.shop.kill()
      await shop.shop.start()
    } else {
      await shop.postgres?.kill()
      await shop.postgres?.restart()
    }
    kills++
  } while (!over || kills < 4)
  await ended
  return kills
}

async function untilAcknowledged(shop: OpenShop): Promise<Message[]> {
  const deadline = Date.now() + acknowledgedWithin
  for (;;) {
    const messages = await control<Message[]>(shop, 'GET', '/pingbacks')
    const waiting = messages.filter(({ status }) => status === 'sending')
    if (waiting.length === 0) return messages
    if (Date.now() > deadline) throw new Error(`${waiting.length} pingbacks were never acknowledged.`)
    await control(shop, 'POST', '/pingbacks/retry', {})
    await delay(200)
  }
}

/** What is not as it must be, in sentences; empty when all is well. */
async function faults(query: Query, messages: Message[], orders: string[]): Promise<string[]> {
  const ledger = await query<Message>('SELECT ref, type FROM pingbacks')
  const stored = new Set(ledger.map(({ ref, type }) => `${ref} ${type}`))
  const lost = messages.filter(({ ref, type }) => !stored.has(`${ref} ${type}`))
  const rows = await query<{ id: string }>(
    "SELECT DISTINCT order_id AS id FROM payments WHERE state = 'PAID'",
  )
  const paid = new Set(rows.map(({ id }) => id))
  // Refunded, unless a second payment keeps it paid.
  const astray = orders.filter((id, index) => paid.has(id) === (index % 3 === 0 && index % 4 !== 0))
  return [
    ...lost.map(({ ref, type }) => `Type ${type} of ${ref} was acknowledged and is lost.`),
    ...astray.map((id) => `Order ${id} should ${paid.has(id) ? 'not ' : ''}be paid.`),
    ...(await violations(query)).map(
      (row) => `Order ${row.id} does not hold what it should: ${JSON.stringify(row)}.`,
    ),
  ]
}

/**
 * Kills the shop and its PostgreSQL at random moments under load, while the emulator keeps sending until it gets OK; then
 * nothing acknowledged may be lost, and goods are held exactly for paid orders.
 *
 * @returns what was wrong, in sentences
 */
export async function drill(rounds: number, report: (line: string) => void): Promise<string[]> {
  const shop = await openShop({
    kind: 'production',
    port: await freePort(),
    sandboxPort: await freePort(),
    mailPort: await freePort(),
    dataDirectory: await temporaryDirectory('drill'),
    own: {},
    durable: true,
    report,
  })
  const pool = new Pool({ connectionString: shop.databaseUrl, max: 2 })
  // The server may be killed at any moment; the statement in flight says so.
  pool.on('error', () => {})
  const query: Query = async (sql, parameters) => (await pool.query(sql, parameters)).rows
  const wrong: string[] = []
  const rehearse = async () => {
    for (let round = 1; round <= rounds; round++) {
      const orders = await placeOrders(query, `drill${round}x`, ordersPerRound)
      const kills = await strike(shop, trade(shop, orders))
      const found = await faults(query, await untilAcknowledged(shop), orders)
      wrong.push(...found)
      report(
        `Round ${round} of ${rounds}: ${orders.length} orders, ${kills} kills, ${found.length === 0 ? 'nothing lost, nothing delivered twice' : `${found.length} faults`}`,
      )
    }
  }
  try {
    await Promise.race([rehearse(), shop.failure])
    return wrong
  } finally {
    await pool.end()
    await shop.stop()
  }
}

export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { rounds: { type: 'string', default: '20' } } })
  if (!/^[1-9]\d{0,3}$/.test(values.rounds)) throw new UserError('Usage: npm run drill [-- --rounds 20]')
  const wrong = await drill(Number(values.rounds), console.log)
  for (const sentence of wrong) console.log(sentence)
  return wrong.length === 0 ? 0 : 1
}
