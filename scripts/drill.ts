import { randomInt } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { Client } from 'pg'
import { newId } from '@/lib/ids'
import { removeAfterwards } from './children'
import { type OpenShop, openShop } from './open-shop'
import { freePort } from './postgres'
import { UserError } from './user-error'

const ordersPerRound = 60
const settleWithin = 120_000

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

async function withDatabase<T>(shop: OpenShop, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: shop.databaseUrl })
  // The server may be killed at any moment; the statement in flight says so.
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Unpaid orders of the demo's buyer, each for one licence. */
async function placeOrders(shop: OpenShop): Promise<{ uid: string; orders: string[] }> {
  return withDatabase(shop, async (client) => {
    const { rows } = await client.query("SELECT uid FROM users WHERE email = 'buyer@foldline.example'")
    const uid: string = rows[0].uid
    const orders = Array.from({ length: ordersPerRound }, () => newId())
    await client.query(
      "INSERT INTO orders (id, uid, amount, currency) SELECT id, $2, 4900, 'USD' FROM unnest($1::text[]) id",
      [orders, uid],
    )
    await client.query(
      `INSERT INTO order_lines (id, order_id, position, product_id, kind, name, amount)
       SELECT id || '-line', id, 0, 'commercial-licence', 'LICENCE', 'Commercial licence', 4900 FROM unnest($1::text[]) id`,
      [orders],
    )
    await client.query(
      "INSERT INTO external_ids (id, order_id, price, currency) SELECT id, id, 49, 'USD' FROM unnest($1::text[]) id",
      [orders],
    )
    return { uid, orders }
  })
}

/** Pays every order, refunds every third and pays every fourth twice; the emulator goes on sending until it gets OK. */
async function trade(shop: OpenShop, uid: string, orders: string[]): Promise<void> {
  for (const [index, goodsId] of orders.entries()) {
    const payment = { uid, goodsId, amount: '49.00', currency: 'USD', wait: false }
    await control(shop, 'POST', '/payments', { ...payment, ref: `b${goodsId}` })
    if (index % 4 === 0) await control(shop, 'POST', '/payments', { ...payment, ref: `c${goodsId}` })
    if (index % 3 === 0) await control(shop, 'POST', `/payments/b${goodsId}/refund`, { wait: false })
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
  const deadline = Date.now() + settleWithin
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
async function violations(shop: OpenShop, messages: Message[], orders: string[]): Promise<string[]> {
  return withDatabase(shop, async (client) => {
    const ledger = await client.query('SELECT ref, type FROM pingbacks')
    const stored = new Set(ledger.rows.map(({ ref, type }) => `${ref} ${type}`))
    const lost = messages.filter(({ ref, type }) => !stored.has(`${ref} ${type}`))
    const { rows } = await client.query<{ id: string; held: number; grants: number; paid: boolean }>(
      `SELECT o.id,
         (SELECT count(*)::int FROM deliveries d WHERE d.order_id = o.id AND d.withdrawn_at IS NULL) AS held,
         (SELECT count(*)::int FROM deliveries d WHERE d.order_id = o.id) AS grants,
         EXISTS (SELECT FROM payments p WHERE p.order_id = o.id AND p.state = 'PAID') AS paid
       FROM orders o WHERE o.id = ANY($1)`,
      [orders],
    )
    const facts = new Map(rows.map((row) => [row.id, row]))
    const wrong = orders.flatMap((id, index) => {
      // Refunded, unless a second payment keeps it paid.
      const expected = index % 3 !== 0 || index % 4 === 0
      const fact = facts.get(id)
      const right = fact?.paid === expected && fact.held === (expected ? 1 : 0) && fact.grants <= 1
      return right
        ? []
        : [`Order ${id} should ${expected ? '' : 'not '}hold its goods: ${JSON.stringify(fact)}.`]
    })
    return [...lost.map(({ ref, type }) => `Type ${type} of ${ref} was acknowledged and is lost.`), ...wrong]
  })
}

/**
 * Kills the shop and its PostgreSQL at random moments under load, while the emulator keeps sending until it gets OK; then
 * nothing acknowledged may be lost, and goods are held exactly for paid orders.
 *
 * @returns what was wrong, in sentences
 */
export async function drill(rounds: number, report: (line: string) => void): Promise<string[]> {
  const dataDirectory = await mkdtemp(path.join(tmpdir(), 'foldline-drill-'))
  removeAfterwards(dataDirectory)
  const shop = await openShop({
    kind: 'production',
    port: await freePort(),
    sandboxPort: await freePort(),
    dataDirectory,
    own: {},
    durable: true,
    report,
  })
  const wrong: string[] = []
  const rehearse = async () => {
    for (let round = 1; round <= rounds; round++) {
      const { uid, orders } = await placeOrders(shop)
      const kills = await strike(shop, trade(shop, uid, orders))
      const messages = await untilAcknowledged(shop)
      const found = await violations(shop, messages, orders)
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
    await shop.stop()
    await rm(dataDirectory, { recursive: true, force: true })
  }
}

export async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { rounds: { type: 'string', default: '20' } } })
  if (!/^[1-9]\d{0,3}$/.test(values.rounds)) throw new UserError('Usage: npm run drill [-- --rounds 20]')
  const wrong = await drill(Number(values.rounds), (line) => console.log(line))
  for (const sentence of wrong) console.log(sentence)
  return wrong.length === 0 ? 0 : 1
}
