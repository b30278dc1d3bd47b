import { createHash } from 'node:crypto'
import type { Client } from 'pg'
import { signature } from '@/lib/paymentwall/signature'

/** A product, once a database. */
export async function prepareShop(client: Client): Promise<void> {
  await client.query(`
    INSERT INTO products (id, slug, position, kind, name, summary, description, artwork, updated_at)
    VALUES ('bench', 'bench', 1, 'LICENCE', 'Bench', '', '', 'fox.svg', now())`)
}

let made = 0

/**
 * Makes unpaid orders, each of a buyer of the same name, and returns, for each, the signed path of the pingback that pays it.
 *
 * @param route the path before the query
 */
export async function unpaidOrders(
  client: Client,
  count: number,
  secret: string,
  route: string,
): Promise<string[]> {
  const first = made
  made += count
  const ids = `SELECT 'bench' || lpad(n::text, 12, '0') AS id FROM generate_series(${first}, ${made - 1}) n`
  await client.query(
    `INSERT INTO users (uid, email, password_hash) SELECT id, id || '@example.com', 'none' FROM (${ids}) i`,
  )
  await client.query(
    `INSERT INTO orders (id, uid, amount, currency) SELECT id, id, 999, 'USD' FROM (${ids}) i`,
  )
  await client.query(`
    INSERT INTO order_lines (id, order_id, position, product_id, kind, name, amount)
    SELECT id || 'l', id, 0, 'bench', 'LICENCE', 'Bench', 999 FROM (${ids}) i`)
  await client.query(
    `INSERT INTO external_ids (id, order_id, price, currency) SELECT id, id, 9.99, 'USD' FROM (${ids}) i`,
  )
  return Array.from({ length: count }, (_, n) => pingbackPath(first + n, secret, route))
}

function pingbackPath(n: number, secret: string, route: string): string {
  const order = `bench${String(n).padStart(12, '0')}`
  const parameters: [string, string][] = [
    ['uid', order],
    ['goodsid', order],
    ['slength', ''],
    ['speriod', ''],
    ['type', '0'],
    ['ref', `b${String(n).padStart(12, '0')}`],
    ['sign_version', '3'],
  ]
  return `${route}?${new URLSearchParams([...parameters, ['sig', signature(parameters, 3, secret)]])}`
}

/** Fills the ledger with rows of other payments, as years of trade would, up to `rows`. */
export async function fillLedger(client: Client, rows: number): Promise<void> {
  const digest = createHash('sha256').update('bench').digest('hex')
  for (let from = 0; from < rows; from += 500_000) {
    await client.query(`
      INSERT INTO pingbacks (ref, type, part, digest, parameters, verdict)
      SELECT 'h' || md5(n::text), 0, '', '\\x${digest}', '{"uid":"history","type":"0","slength":"","speriod":""}', 'applied'
      FROM generate_series(${from + 1}, ${Math.min(from + 500_000, rows)}) n`)
  }
  await client.query('VACUUM ANALYZE pingbacks')
  await client.query('CHECKPOINT')
}
