import { createUser } from '@/lib/accounts/mutations'
import { listed } from '@/lib/catalog/data'
import { type PricedProduct, pricedIn } from '@/lib/catalog/prices'
import { shopTime } from '@/lib/clock'
import { defaultCurrency } from '@/lib/currencies.mjs'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { FormBrowser, type Page } from '@/lib/form-browser/browser'
import { sender } from '@/lib/form-browser/request'
import type { ProductKind } from '@/lib/generated/prisma/enums'
import { createOrder } from '@/lib/orders/mutations'
import type { Sold } from '@/lib/prove/case'
import { recalled, type Scene } from '@/lib/prove/scene'
import { derivedKey } from '@/lib/security/derived-key'

/** The kinds of products that a case may buy, what it likes best first. */
const kinds: Record<Sold, ProductKind[]> = {
  goods: ['DOWNLOAD', 'LICENCE', 'CREDITS'],
  again: ['CREDITS', 'DOWNLOAD', 'LICENCE'],
  credits: ['CREDITS'],
  membership: ['MEMBERSHIP'],
}

/** A product for sale that a case can buy; undefined when there is none. Keys of a pool are left to those who pay for them. */
export async function productFor(sold: Sold): Promise<PricedProduct | undefined> {
  const found = await db().product.findMany({
    where: { active: true, kind: { in: kinds[sold] }, keysFromPool: false, capture: true },
    include: listed,
    orderBy: { position: 'asc' },
  })
  const products = found.flatMap((product) => pricedIn(product, defaultCurrency) ?? [])
  return kinds[sold]
    .map((kind) => products.find((product) => product.kind === kind))
    .find((product) => product)
}

/**
 * The buyer of a case, made for it and named so that nobody takes it for a customer. Each case has its own, since who buys a
 * thing twice raises an alert.
 */
function buyerOf({ runId, caseId }: Scene) {
  return {
    email: `prove-${runId}-${caseId}@example.com`,
    name: 'Test buyer (go-live)',
    password: derivedKey(`the buyer of ${runId} ${caseId}`).toString('base64url'),
  }
}

/** Opens the buyer's account, unless an earlier step has. Returns its uid. */
export async function openAccount(scene: Scene): Promise<string> {
  const buyer = buyerOf(scene)
  const known = await db().user.findFirst({
    where: { email: buyer.email, isGuest: false },
    select: { uid: true },
  })
  return known?.uid ?? (await createUser(buyer)).uid
}

/** Signs the buyer in by the shop's own form: each time in a browser that has never been here. */
export async function signIn(scene: Scene): Promise<FormBrowser> {
  const browser = new FormBrowser(new URL(env().SHOP_URL), sender('go-live case'))
  const { email, password } = buyerOf(scene)
  const { url, status } = await browser.submitWith(await browser.open('/login'), 'name="password"', {
    email,
    password,
  })
  if (!url.pathname.startsWith('/account')) throw new Error(`Signing in led to ${url.pathname} (${status}).`)
  return browser
}

/** The signed address of the payment page, as the checkout's page bears it. */
export function payletIn({ body, url }: Pick<Page, 'body' | 'url'>, apiUrl: string): string {
  const start = body.indexOf(`${apiUrl}/api/subscription?`)
  const [written = ''] = /^[^"\\]*(?:\\u0026[^"\\]*)*/.exec(start < 0 ? '' : body.slice(start)) ?? []
  if (written === '') throw new Error(`${url.pathname} contains no widget URL.`)
  return written.replaceAll('\\u0026', '&').replaceAll('&amp;', '&')
}

/** Opens the checkout of the case's order in a browser of its own: what its buyer finds who returns later. */
export async function checkoutPage(scene: Scene): Promise<Page> {
  const browser = await signIn(scene)
  return browser.open(`/checkout/${recalled(scene, 'order')}`)
}

/**
 * An order that an earlier run, which has ended, placed for the operator in the same case, of a product at its price of today, and
 * that nobody has tried to pay. Undefined where there is none.
 */
async function leftBy(
  { uid, caseId, runId }: Scene,
  product: PricedProduct,
  at: Date,
): Promise<string | undefined> {
  const [left] = await db().$queryRaw<{ id: string }[]>`
    SELECT o.id FROM (
      SELECT id FROM prove_runs WHERE uid = ${uid} AND ended_at IS NOT NULL ORDER BY started_at DESC LIMIT 5) r
    JOIN prove_steps s ON s.run_id = r.id AND s.case_id = ${caseId}
    JOIN orders o ON o.id = s.memory->>'order' JOIN order_lines l ON l.order_id = o.id
    WHERE o.uid = ${uid} AND o.expires_at > ${at} AND l.product_id = ${product.id} AND l.amount = ${product.amount}
      AND o.currency = ${product.currency}
      AND NOT EXISTS (SELECT FROM payments WHERE order_id = o.id)
      AND NOT EXISTS (SELECT FROM charge_attempts WHERE order_id = o.id)
      AND NOT EXISTS (SELECT FROM prove_steps mine WHERE mine.run_id = ${runId} AND mine.memory->>'order' = o.id)
    ORDER BY o.created_at LIMIT 1`
  return left?.id
}

/** An order of the operator's, whose browser then pays for it: one that an earlier run has left, or a new one. */
export async function orderForOperator(scene: Scene, sold: Sold): Promise<PricedProduct> {
  const product = await productFor(sold)
  if (!product) throw new Error(`No product of this kind is for sale: ${sold}.`)
  const at = await shopTime()
  const left = await leftBy(scene, product, at)
  if (left !== undefined) {
    scene.memory.set('order', left)
    return product
  }
  const made = await createOrder(scene.uid, [product.id], at)
  if (!made.ok && made.reason === 'too_many')
    throw new Error(
      'Your account has too many unpaid orders from the last hour. Pay some, or start again later.',
    )
  if (!made.ok) throw new Error(`No order could be placed: ${made.reason}.`)
  scene.memory.set('order', made.orderId)
  return product
}
