import type { BrowserContext, FrameLocator, Page } from '@playwright/test'
import { encode } from 'next-auth/jwt'
import { beginSession } from '@/lib/accounts/mutations'
import { hashPassword } from '@/lib/accounts/password'
import { uidSchema } from '@/lib/accounts/schema'
import { sessionSeconds } from '@/lib/accounts/session-id'
import { shopTime } from '@/lib/clock'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import type { Role } from '@/lib/generated/prisma/enums'
import { ownCookie } from '@/lib/http/own-cookie'
import { newId, type OrderId, type Uid } from '@/lib/ids'
import { english } from '@/lib/languages/locale'
import { toDecimal } from '@/lib/money'
import * as orders from '@/lib/orders/mutations'
import { orderIdSchema } from '@/lib/orders/schema'
import { orderWording } from '@/lib/orders/terms'
import { planOfOrder, postTrialId } from '@/lib/plans/plan'
import { policyVersion } from '@/lib/policies/policies'
import type { Emulator } from '@/test/support/fixtures'

// Whatever a test needs before its claim begins: people, sessions and orders, made by the shop's own functions and without
// a page. They work on the test's shop (`shop` in test/support/fixtures.ts), so the test must use it or a page.

/** The password of everybody whom `newPerson` makes. */
export const password = 'a long enough password'

export interface Person {
  uid: Uid
  email: string
}

let passwordHash: Promise<string> | undefined

/** Opens an account that one can sign in to: a buyer's, unless told otherwise. */
export async function newPerson(role: Role = 'BUYER'): Promise<Person> {
  // Hashing is slow on purpose, so it is done once.
  passwordHash ??= hashPassword(password)
  const uid = uidSchema.parse(newId())
  const email = `${role.toLowerCase()}-${uid}@example.com`
  await db().user.create({ data: { uid, email, role, passwordHash: await passwordHash } })
  return { uid, email }
}

/** The cookie of a new session of somebody's, as the sign-in page would set it. */
async function sessionCookie({ uid }: Pick<Person, 'uid'>) {
  const subject = await db().user.findUniqueOrThrow({
    where: { uid },
    select: { uid: true, sessionVersion: true },
  })
  const session = await beginSession(subject, { address: undefined, userAgent: 'test/support/buyer.ts' })
  const { NEXTAUTH_SECRET: secret, SHOP_URL: url } = env()
  const { name, options } = ownCookie('session')
  const value = await encode({ token: { session }, secret, maxAge: sessionSeconds })
  return { name, value, url, httpOnly: options.httpOnly, secure: options.secure, sameSite: 'Lax' as const }
}

/** Signs a browser in as somebody. */
export async function enterAs(context: BrowserContext, person: Pick<Person, 'uid'>): Promise<void> {
  const session = await sessionCookie(person)
  // As signing in sets it.
  const hint = { ...session, name: session.name.replace('session', 'hint'), value: '1.0.1', httpOnly: false }
  await context.addCookies([session, hint])
}

/** Signs a page's browser in as somebody new: a buyer, unless told otherwise. */
export async function enterAsNew(page: Page, role?: Role): Promise<Person> {
  const person = await newPerson(role)
  await enterAs(page.context(), person)
  return person
}

/** Signs a page's browser in as the demo's admin or reviewer. */
export async function enterAsDemo(page: Page, name: 'admin' | 'reviewer'): Promise<void> {
  const where = { email: `${name}@foldline.example`, isGuest: false }
  await enterAs(page.context(), await db().user.findFirstOrThrow({ where, select: { uid: true } }))
}

/** The headers of a request that somebody sends who is signed in, where no browser is needed. */
export async function headersOf(person: Pick<Person, 'uid'>): Promise<{ cookie: string }> {
  const { name, value } = await sessionCookie(person)
  return { cookie: `${name}=${value}` }
}

/** Registers a new buyer by the form and returns the e-mail address; the page is then signed in. */
export async function register(page: Page): Promise<string> {
  const email = `buyer-${crypto.randomUUID()}@example.com`
  await page.goto('/register')
  await page.getByLabel('E-mail address').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.waitForURL('**/account')
  return email
}

/** Places an order of products, by their slugs; nothing is accepted or paid. Returns its id. */
export async function placeOrder({ uid }: Pick<Person, 'uid'>, ...slugs: string[]): Promise<OrderId> {
  const products = await db().product.findMany({ where: { slug: { in: slugs } }, select: { id: true } })
  const made = await orders.createOrder(
    uid,
    products.map(({ id }) => id),
    await shopTime(),
  )
  if (!made.ok) throw new Error(`${slugs} can’t be ordered: ${made.reason}`)
  return made.orderId
}

/** Accepts an order's terms for its buyer, in the words that the checkout shows today. */
export async function acceptTermsOf(id: OrderId): Promise<void> {
  const found = await db().order.findUniqueOrThrow({ where: { id }, include: { lines: true } })
  await orders.acceptTerms({
    orderId: id,
    uid: found.uid,
    policyVersion,
    wording: orderWording(english, found, await shopTime()),
    language: 'en',
    address: undefined,
  })
}

/** Opens the checkout of a new order whose terms are accepted: it shows what pays. Returns the order's id. */
export async function openPayment(page: Page, buyer: Pick<Person, 'uid'>, product: string): Promise<OrderId> {
  const id = await placeOrder(buyer, product)
  await acceptTermsOf(id)
  await page.goto(`/checkout/${id}`)
  return id
}

/** Opens the checkout of a new order, before its terms are accepted. Returns the order's id. */
export async function openTerms(page: Page, buyer: Pick<Person, 'uid'>, product: string): Promise<OrderId> {
  const id = await placeOrder(buyer, product)
  await page.goto(`/checkout/${id}`)
  return id
}

/**
 * An order that is paid and delivered: by a payment at the emulator, whose signed pingback the shop has answered when this
 * returns, and for a membership by a subscription there. Returns the order's id and the payment's reference.
 */
export async function paidOrder(
  emulator: Emulator,
  { uid, email }: Person,
  ...slugs: string[]
): Promise<{ id: OrderId; ref: string }> {
  const id = await placeOrder({ uid }, ...slugs)
  await acceptTermsOf(id)
  const bought = await db().order.findUniqueOrThrow({ where: { id }, include: { lines: true } })
  const { currency, lines } = bought
  const plan = planOfOrder(bought)
  const common = { uid, email, currency, productName: lines.map(({ name }) => name).join(', ') }
  const price = (amount: number) => toDecimal({ amount, currency })
  const [route, sent] = plan
    ? [
        '/subscriptions',
        {
          goodsId: plan.trial ? postTrialId(id) : id,
          amount: price(plan.amount),
          period: plan.period,
          trial: plan.trial && { goodsId: id, amount: price(plan.trial.amount), period: plan.trial.period },
        },
      ]
    : ['/payments', { goodsId: id, amount: price(bought.amount) }]
  const { payment, pingback } = await emulator.control<{
    payment: { ref: string }
    pingback: { status: string }
  }>('POST', route, { ...common, ...sent })
  if (pingback.status !== 'acknowledged') throw new Error(`The shop did not take payment ${payment.ref}`)
  return { id, ref: payment.ref }
}

/** Buys a product by its page, up to the checkout, and returns the order's id. */
export async function openCheckout(page: Page, product: string): Promise<OrderId> {
  await page.goto(`/products/${product}`)
  await page.getByRole('button', { name: 'Buy now' }).click()
  await page.waitForURL('**/checkout/*')
  return orderIdSchema.parse(new URL(page.url()).pathname.split('/')[2])
}

/** Ticks the box, so that the ways to pay appear. */
export async function acceptTerms(page: Page): Promise<void> {
  await page.getByRole('checkbox', { name: /I have read and accept/ }).check()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
}

/** Opens the Paylet, where a card is offered too, and returns its frame. */
export async function openPaylet(page: Page): Promise<FrameLocator> {
  await page.getByRole('heading', { name: 'Pay', exact: true }).waitFor()
  const closed = page.locator('details:not([open]) > summary', { hasText: 'Other payment methods' })
  if (await closed.isVisible()) await closed.click()
  return page.frameLocator('iframe[title="Payment by Paymentwall"]')
}
