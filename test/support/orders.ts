import { uidSchema } from '@/lib/accounts/schema'
import type { Currency } from '@/lib/currencies.mjs'
import { newId, type OrderId, type Uid } from '@/lib/ids'
import { createOrder } from '@/lib/orders/mutations'
import type { TestDatabase } from '@/test/support/test-database'

type Kind = 'LICENCE' | 'DOWNLOAD' | 'CREDITS' | 'MEMBERSHIP'

/** An account that nobody can sign in to; returns its uid. */
export async function newBuyer(database: TestDatabase): Promise<Uid> {
  const uid = uidSchema.parse(newId())
  await database.query('INSERT INTO users (uid, email, password_hash) VALUES ($1, $2, $3)', [
    uid,
    `${uid}@example.com`,
    'none',
  ])
  return uid
}

interface Terms {
  /** In cents: 999 unless given. */
  amount?: number
  /** In other currencies, in minor units. */
  prices?: Readonly<Record<string, number>>
  /** False: a card is only authorised. */
  capture?: boolean
}

let lastPosition = 0

/** A product at 9.99 USD; credits come by the hundred, a membership by the month after a week for 1.00. Returns its id. */
export async function newProduct(
  database: TestDatabase,
  kind: Kind = 'LICENCE',
  { amount = 999, prices = {}, capture = true }: Terms = {},
): Promise<string> {
  const id = newId()
  const plan = kind === 'MEMBERSHIP' ? [1, 'month', 7, 'day'] : [null, null, null, null]
  await database.query(
    `INSERT INTO products (id, slug, position, kind, name, summary, description, artwork, credits, capture,
       period_length, period_unit, trial_length, trial_unit, updated_at)
     VALUES ($1, $1, $10, $2, $3, '', '', 'fox.svg', $4, $5, $6, $7, $8, $9, now())`,
    [id, kind, `Fox (${kind})`, kind === 'CREDITS' ? 100 : null, capture, ...plan, ++lastPosition],
  )
  for (const [currency, price] of Object.entries({ USD: amount, ...prices })) {
    await setPrice(database, id, price, { currency, trial: kind === 'MEMBERSHIP' ? 100 : null })
  }
  return id
}

/** Sets a product's price in a currency, in minor units, as another process would. */
export async function setPrice(
  database: Pick<TestDatabase, 'query'>,
  productId: string,
  amount: number,
  { currency = 'USD', trial = null }: { currency?: string; trial?: number | null } = {},
): Promise<void> {
  await database.query(
    `INSERT INTO list_prices (product_id, currency, amount, trial_amount) VALUES ($1, $2, $3, $4)
     ON CONFLICT (product_id, currency) DO UPDATE SET amount = excluded.amount, trial_amount = excluded.trial_amount`,
    [productId, currency, amount, trial],
  )
}

/** An unpaid order of one new product of each kind; its price is 9.99 USD a line. */
export async function newOrder(
  database: TestDatabase,
  {
    uid,
    kinds = ['LICENCE'],
    currency,
    ...terms
  }: { uid?: Uid; kinds?: readonly Kind[]; currency?: Currency } & Terms = {},
): Promise<{ id: OrderId; uid: Uid }> {
  const buyer = uid ?? (await newBuyer(database))
  const products = await Promise.all(kinds.map((kind) => newProduct(database, kind, terms)))
  const order = await createOrder(buyer, products, new Date(), currency)
  if (!order.ok) throw new Error(order.reason)
  return { id: order.orderId, uid: buyer }
}
