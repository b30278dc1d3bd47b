import { afterAll, expect, test } from 'vitest'
import { returnFromBank } from '@/lib/charges/charge'
import { expireSecure } from '@/lib/charges/mutations'
import { env } from '@/lib/env'
import type { Check } from '@/lib/golive/check'
import { projectOf } from '@/lib/golive/project'
import { newId } from '@/lib/ids'
import { english } from '@/lib/languages/locale'
import { findOrder } from '@/lib/orders/data'
import { acceptTerms } from '@/lib/orders/mutations'
import { orderWording } from '@/lib/orders/terms'
import { receivePingback } from '@/lib/pingbacks/receive'
import { rejectedPingbacks } from '@/lib/pingbacks/rejected'
import { type PlanFields, planOf } from '@/lib/plans/plan'
import { planTerms } from '@/lib/plans/terms'
import { policies } from '@/lib/policies/policies'
import { countToday } from '@/lib/tally/counts.mjs'
import type { TallyName } from '@/lib/tally/data'
import { flushTally } from '@/lib/tally/mutations'
import { charged, enteredCard, newCardOrder, newRef } from '@/test/support/card-orders'
import { type Cases, judge, notUsed, type Pages } from '@/test/support/golive'
import { newOrder, newProduct } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { type Provider, startProvider } from '@/test/support/provider'
import { type TestDatabase, testDatabase } from '@/test/support/test-database'

const sender = '203.0.113.9'

type Told = Record<string, string | number | undefined>

/** Sends a genuine pingback about an order to the listener. */
export const notify = (order: { id: string; uid: string }, parameters: Told, options = {}) =>
  receivePingback(pingbackQuery({ uid: order.uid, goodsid: order.id, ...parameters }, options), sender)

/** An order that is paid through the widget by the Test Payment Method. */
export async function paidOrder(database: TestDatabase, options: Parameters<typeof newOrder>[1] = {}) {
  const order = await newOrder(database, options)
  const ref = newReference()
  await notify(order, { ref, type: 0, is_test: 1 })
  return { ...order, ref }
}

/** What strangers try: a forged pingback, one under an old signature version, and a widget's address cut in another way. */
export async function tryForgeries(order: { id: string; uid: string }): Promise<void> {
  const parameters = { uid: order.uid, goodsid: order.id, ref: newReference(), type: 0 }
  const forged = pingbackQuery(parameters, { secret: 'wrong' })
  await receivePingback(forged, '198.51.100.7')
  await receivePingback(`uid=${order.uid}&type=0&ref=old&sig=${'0'.repeat(32)}`, '198.51.100.8')
  await receivePingback(`${pingbackQuery(parameters)}&key=abc`, '198.51.100.9')
  await rejectedPingbacks().flush()
}

/** What no shop of sound code does: deliver the lines of an order, again if they are delivered. */
export async function deliverBesides(database: TestDatabase, orderId: string): Promise<void> {
  await database.query('DROP INDEX IF EXISTS deliveries_order_line_id_key')
  await database.query(
    `INSERT INTO deliveries (id, order_line_id, order_id, uid, kind, granted_at)
     SELECT $2, l.id, o.id, o.uid, l.kind, now() FROM order_lines l JOIN orders o ON o.id = l.order_id WHERE o.id = $1`,
    [orderId, newId()],
  )
}

const withdraw = (database: TestDatabase) =>
  database.query('UPDATE deliveries SET withdrawn_at = now() WHERE withdrawn_at IS NULL')

const widgetPages: Pages = (path) =>
  path.startsWith('/checkout/') ? 'Sign in <input type="password">' : undefined

export const widgetCases = (database: TestDatabase): Cases => ({
  prove: () => paidOrder(database),
  pages: widgetPages,
  proven: /paid through the widget/,
  attack: /checkout of an order, fetched signed out: redirects to the sign-in page/,
  spoiled: {},
  failed: /checkout of an order.* answered 404/,
})

export const uidCases = (database: TestDatabase): Cases => ({
  prove: async () => {
    const { uid } = await paidOrder(database)
    await paidOrder(database, { uid })
    await paidOrder(database)
  },
  proven: /same across orders and sign-ins/,
  spoil: () => database.query(`UPDATE pingbacks SET parameters = parameters || '{"uid": "203.0.113.9"}'`),
  failed: /an address, not a permanent id/,
})

export const testPaymentCases = (database: TestDatabase): Cases => ({
  prove: async () => tryForgeries(await paidOrder(database)),
  proven: /test payment paid an order of this project/,
  attack: /wrong signature: refused/,
  spoil: () => withdraw(database),
  failed: /Test payment b\w+, paid: paid, but only 0 of 1 lines are delivered/,
})

export const listenerCases = (database: TestDatabase): Cases => ({
  prove: async () => tryForgeries(await paidOrder(database)),
  proven: /accepts pingbacks and answers OK/,
  attack: /wrong signature: refused/,
  spoiled: {},
  failed: /answered 404, as if there was no listener/,
})

export const answersCases = (database: TestDatabase, ...types: (0 | 2)[]): Cases => ({
  prove: async () => {
    const order = await paidOrder(database)
    if (types.includes(2)) await notify(order, { ref: order.ref, type: 2, reason: 9 })
  },
  proven: /were each answered OK/,
  spoil: async () => {
    const order = await newOrder(database)
    // Paymentwall's own, under a signature version that the shop refuses.
    await notify(order, { ref: newReference(), type: types.at(-1), reason: 9 }, { version: 2 })
    await rejectedPingbacks().flush()
  },
  failed: /with a correct signature: refused \(version_refused\)/,
})

export const duplicateCases = (database: TestDatabase): Cases => {
  let order: Awaited<ReturnType<typeof paidOrder>>
  return {
    prove: async () => {
      order = await paidOrder(database)
      await notify(order, { ref: order.ref, type: 0, is_test: 1 })
    },
    proven: /answered OK and delivered nothing again/,
    spoil: () => deliverBesides(database, order.id),
    failed: /answered OK; 2 deliveries for 1 lines/,
  }
}

export const forgeryCases = (database: TestDatabase): Cases => ({
  prove: async () => tryForgeries(await newOrder(database)),
  proven: /was refused and changed nothing/,
  attack: /re-splitting a signed URL: refused|a required parameter missing/,
  spoiled: { '/api/pingback': 'OK' },
  failed: /A forged pingback.*: answered 200 OK/,
})

export const trackingCases = (database: TestDatabase): Cases => ({
  prove: async () => {
    await paidOrder(database)
    const refunded = await paidOrder(database)
    await notify(refunded, { ref: refunded.ref, type: 2, reason: 9 })
    await tryForgeries(refunded)
  },
  proven: /goods match the payments/,
  attack: /wrong signature: refused/,
  spoil: () => withdraw(database),
  failed: /paid, but only 0 of 1 lines are delivered/,
})

/** A membership that is on sale in one currency, and the pages that sell it. */
export async function membershipPages(database: TestDatabase, currency = 'USD') {
  const id = await newProduct(database, 'MEMBERSHIP')
  await database.query('UPDATE list_prices SET currency = $2 WHERE product_id = $1', [id, currency])
  const [product] = await database.query<PlanFields & { slug: string; currency: string }>(
    `SELECT slug, currency, amount, period_length AS "periodLength", period_unit AS "periodUnit",
       trial_amount AS "trialAmount", trial_length AS "trialLength", trial_unit AS "trialUnit"
     FROM products JOIN list_prices ON product_id = id WHERE id = $1`,
    [id],
  )
  const plan = product && planOf(product, product.currency)
  if (!plan) throw new Error('no plan')
  const terms = planTerms(english, plan, new Date())
  const page = (sentences: readonly string[]) => `
    <ul>${sentences.map((sentence) => `<li>${sentence.replaceAll('&', '&amp;')}</li>`).join('')}</ul>
    <a class="link" href="/refunds">Refunds and cancellation</a>
    <form><input type="hidden" name="product" value="${id}"/><button>Buy now</button></form>`
  const refunds = `<h1>Refunds and cancellation</h1>${'How to get a refund, and how to cancel. '.repeat(40)}`
  return { path: `/products/${product.slug}`, terms, page, refunds }
}

export async function conditionsCases(database: TestDatabase): Promise<Cases> {
  const { path, terms, page } = await membershipPages(database)
  return {
    pages: { [path]: page(terms) },
    proven: /conditions are shown beside its button/,
    spoiled: { [path]: page(terms.slice(0, -1)) },
    failed: /lacks beside the button: “You can cancel at any time/,
    isNow: true,
  }
}

export async function cancellationCases(database: TestDatabase): Promise<Cases> {
  const { path, terms, page, refunds } = await membershipPages(database)
  return {
    pages: { [path]: page(terms), '/refunds': refunds },
    proven: /readable signed out, and every membership links to it/,
    spoiled: { [path]: page(terms) },
    failed: /The page \/refunds, fetched signed out: lacks all content \(it answered 404\)/,
    isNow: true,
  }
}

const countOver = async (name: TallyName) => {
  countToday(name)
  await flushTally(projectOf(env()))
}

export const httpsCases = (): Cases => ({
  prove: () => countOver('payment page over https'),
  pages: { '/': '<link href="https://localhost:3000/a.css">' },
  proven: /every request to a payment page used HTTPS/,
  spoil: () => countOver('payment page over http'),
  failed: /1 used HTTP, without encryption/,
})

/** A database, and a provider that charges every card. */
export async function cardShop(): Promise<{ database: TestDatabase; provider: Provider }> {
  const provider = await startProvider()
  process.env.PAYMENTWALL_API_URL = provider.url
  process.env.BRICK_FORM = 'custom'
  provider.answer = (call) => ({ json: charged(call) })
  afterAll(() => provider.close())
  return { database: await testDatabase(), provider }
}

type CardShop = Awaited<ReturnType<typeof cardShop>>

export const tokenCases = ({ database }: CardShop): Cases => ({
  prove: async () => {
    await (await newCardOrder(database)).pay()
    await database.query(
      `INSERT INTO policy_violations (directive, blocked, page) VALUES ('script-src-elem', 'https://evil.example', '/checkout/[id]')`,
    )
  },
  proven: /tokens that Brick.js created in the browser/,
  attack: /Something of https:\/\/evil.example on a payment page: blocked/,
  spoil: async () => Object.assign(env(), { BRICK_JS_URL: 'https://evil.example/brick.js' }),
  failed: /Brick.js: loaded from https:\/\/evil.example/,
})

export const fingerprintCases = ({ database }: CardShop): Cases => ({
  prove: async () => (await newCardOrder(database)).pay(),
  proven: /^1 of 1 charges/,
  spoil: async () => (await newCardOrder(database)).pay({ ...enteredCard, fingerprint: undefined }),
  failed: /Card charge \w+: sent without a fingerprint/,
})

export const namesCases = ({ database }: CardShop, lost: string): Cases => ({
  prove: async () => (await newCardOrder(database)).pay(),
  proven: /Every charge was sent with/,
  spoil: () => database.query('UPDATE charge_attempts SET sent = array_remove(sent, $1)', [lost]),
  failed: new RegExp(`sent without ${lost.replace(/[[\]]/g, '\\$&')}`),
})

/** A card order whose buyer was sent to the bank. */
async function atBank({ database, provider }: CardShop) {
  provider.answer = () => ({
    json: { success: 0, secure: { redirect: `${provider.url}/api/brick/redirect/3ds/1/2` } },
  })
  const order = await newCardOrder(database)
  await order.pay()
  provider.answer = (call) => ({ json: charged(call) })
  const address = provider.calls.at(-1)?.parameters.get('secure_redirect_url') ?? ''
  return { order, state: new URL(address).searchParams.get('state') ?? '' }
}

export const secureCases = (shop: CardShop): Cases => ({
  prove: async () => {
    const { state } = await atBank(shop)
    await returnFromBank(state, { chargeId: '77', secureToken: 'st' })
    const { order } = await atBank(shop)
    await expireSecure({ orderId: order.id })
  },
  proven: /completed after 3-D Secure/,
  attack: /abandoned at the bank: nothing was charged/,
  spoil: () => shop.database.query(`UPDATE charge_attempts SET charge_id = 'late' WHERE state = 'EXPIRED'`),
  failed: /abandoned at the bank, but charged/,
})

/** A payment by card that goes through the risk review. */
export async function reviewed({ database }: CardShop, end?: 201 | 202) {
  const order = await newCardOrder(database)
  await order.pay()
  const ref = newRef()
  await order.pingback(200, ref)
  if (end) await order.pingback(end, ref)
  return order
}

export const riskCases = (shop: CardShop, type: 200 | 201 | 202, end: 201 | 202): Cases => ({
  prove: () => reviewed(shop, end),
  proven: /^A payment was (put under review|accepted|declined)/,
  spoil: async () => {
    if (type === 201) return withdraw(shop.database)
    const order = await reviewed(shop, type === 202 ? type : undefined)
    return deliverBesides(shop.database, order.id)
  },
  failed: type === 201 ? /PAID, 0 of 1 lines delivered/ : /(REVIEW|DECLINED), 1 of 1 lines delivered/,
})

export const subscriptionCases = (
  { database, provider }: CardShop,
  spoil: string,
  failed: RegExp,
): Cases => ({
  prove: async () => {
    let last = 900
    provider.answer = () => ({
      json: { object: 'subscription', id: `SUB${++last}`, active: 1, charges: { 0: String(last) } },
    })
    const { id, buyer, pay } = await newCardOrder(database, { kinds: ['MEMBERSHIP'] })
    const order = await findOrder(id, buyer.uid)
    if (!order) throw new Error('no order')
    const wording = orderWording(english, order, new Date())
    await acceptTerms({
      orderId: id,
      uid: buyer.uid,
      policyVersion: '1',
      wording,
      language: 'en',
      address: undefined,
    })
    await pay()
  },
  proven: /started subscriptions/,
  spoil: () => database.query(spoil),
  failed,
})

/** Pages with the footer that every page has. */
export function footerPages(left?: string): Pages {
  const { COMPANY_NAME, COMPANY_REGISTRATION, COMPANY_ADDRESS, SUPPORT_EMAIL, SUPPORT_PHONE } = env()
  const parts = [
    ...[COMPANY_NAME, COMPANY_REGISTRATION, COMPANY_ADDRESS, SUPPORT_PHONE].map((text) => `<p>${text}</p>`),
    `<a href="mailto:${SUPPORT_EMAIL}" class="link">${SUPPORT_EMAIL}</a>`,
    ...policies.map(({ path, title }) => `<a class="link" href="${path}">${title}</a>`),
  ]
  const footer = `<footer>${parts.filter((part) => !left || !part.includes(left)).join('')}</footer>`
  const policy = (title: string) => `<h1>${title}</h1><p>${'We say what holds. '.repeat(60)}</p>${footer}`
  return {
    ...Object.fromEntries(['/', '/products', '/cart', '/login', '/contact'].map((path) => [path, footer])),
    ...Object.fromEntries(
      policies.filter(({ path }) => path !== left).map(({ path, title }) => [path, policy(title)]),
    ),
  }
}

export const cardDataCases = (database: TestDatabase): Cases => ({
  // Refs and ids are long numbers, of which some pass for a card number.
  prove: async () => {
    const order = await newOrder(database)
    await notify(order, { ref: '4242424242424242', type: 0 })
    await notify(order, { ref: '4242424242424242', type: 2, reason: 9 })
  },
  pages: { '/': { status: 400 } },
  proven: /No card number reached the log or the database/,
  attack: /A card number in the address of a page, sent by this check: answered 400/,
  spoiled: { '/': 'Welcome' },
  failed: /answered 200: not refused/,
  isNow: true,
})

/** What is asked of physical goods is not used where every product is digital. */
export function digitalCases(check: Check, database: TestDatabase): void {
  test(`${check.id}: not used, whatever digital products are sold`, async () => {
    for (const kind of ['LICENCE', 'DOWNLOAD', 'CREDITS', 'MEMBERSHIP'] as const)
      await newProduct(database, kind)
    expect(await notUsed(check)).toBe('No physical goods are sold: every product is digital.')
  })

  test(`${check.id}: asked as soon as something else is sold, of which nothing is known`, async () => {
    await database.query('ALTER TABLE products ALTER COLUMN kind TYPE text')
    await database.query(`UPDATE products SET kind = 'PARCEL' WHERE kind = 'LICENCE'`)
    expect(await notUsed(check)).toBeUndefined()
    expect(await judge(check)).toMatchObject({
      state: 'not_yet',
      sentence: expect.stringContaining('PARCEL'),
    })
  })
}
