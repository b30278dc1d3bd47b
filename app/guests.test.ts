import { beforeAll, describe, expect, test } from 'vitest'
import OrderPage from '@/app/(site)/[variant]/(live)/orders/[order]/page'
import ReceiptPage from '@/app/(site)/[variant]/(live)/orders/[order]/receipt/page'
import { GET as getDownload } from '@/app/api/downloads/[delivery]/route'
import { GET as openLink } from '@/app/o/[token]/route'
import { createUser, findSessionUser } from '@/lib/accounts/mutations'
import { currentBuyer, currentUser } from '@/lib/accounts/session'
import { countCart } from '@/lib/cart/data'
import { addToCart } from '@/lib/cart/mutations'
import { cartOwner, rememberGuestCart } from '@/lib/cart/session'
import { db } from '@/lib/db'
import { downloadLink } from '@/lib/deliveries/download-link'
import { continueAsGuestAction } from '@/lib/guests/actions'
import type { OrderId } from '@/lib/ids'
import { mailOrder, sendMail } from '@/lib/mail/mutations'
import { findLinkedOrder } from '@/lib/order-links/data'
import { acceptOrderTerms, placeOrder } from '@/lib/orders/actions'
import { orderIdSchema } from '@/lib/orders/schema'
import { receivePingback } from '@/lib/pingbacks/receive'
import { type Mailbox, openMailbox } from '@/scripts/mailbox'
import { freePort } from '@/scripts/postgres'
import { Browser } from '@/test/support/next-request'
import { newProduct } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'
import { wireTo } from '@/test/support/wire'

const database = await testDatabase()
const wire = await wireTo(database.url)
process.env.DATABASE_URL = wire.url

let mailbox: Mailbox
let products: Record<'DOWNLOAD' | 'MEMBERSHIP', string>
let made = 0

beforeAll(async () => {
  mailbox = await openMailbox(await freePort())
  process.env.SMTP_URL = mailbox.smtpUrl
  process.env.MAIL_FROM = 'Foldline <shop@example.com>'
  products = {
    DOWNLOAD: await newProduct(database, 'DOWNLOAD'),
    MEMBERSHIP: await newProduct(database, 'MEMBERSHIP'),
  }
  await database.query("UPDATE products SET sheet = 'fox.pdf'")
  return () => mailbox.close()
})

const newEmail = () => `guest${++made}@example.com`

function form(entries: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(entries)) data.set(name, value)
  return data
}

/** Presses "Buy now" and says who buys; returns what the guest form answered. */
async function buy(browser: Browser, email: string, product = products.DOWNLOAD) {
  const pressed = await browser.run(() =>
    placeOrder(form({ product, shown: `${product}:999`, from: '/products/fox' })),
  )
  if (!pressed.location?.startsWith('/login')) return pressed
  return browser.run(() => continueAsGuestAction(undefined, form({ email, buy: product })))
}

const orderIn = (location: string | null): OrderId =>
  orderIdSchema.parse(/^\/checkout\/([0-9a-z]+)$/.exec(location ?? '')?.[1])

/** A guest's order that is paid and told of by mail; returns the token of the link in it. */
async function paidOrder(browser: Browser, email: string) {
  const id = orderIn((await buy(browser, email)).location)
  await browser.run(() => acceptOrderTerms(form({ order: id, accept: 'yes' })))
  const { uid } = await db().order.findUniqueOrThrow({ where: { id } })
  const ref = newReference()
  await receivePingback(pingbackQuery({ uid, goodsid: id, type: 0, ref }), undefined)
  return { id, uid, ref, token: await linkIn(id) }
}

/** Sends what is due of an order, and reads the link in the newest message. */
async function linkIn(orderId: OrderId): Promise<string> {
  await mailOrder(orderId, new Date())
  const [mail] = await db().mail.findMany({ where: { orderId }, orderBy: { queuedAt: 'desc' }, take: 1 })
  await sendMail(mail?.id ?? '')
  const received: { to: string; text: string }[] = await (await fetch(`${mailbox.url}/mails.json`)).json()
  const tokens = received.flatMap(({ text }) => /\/o\/([0-9a-z]{20})/.exec(text)?.[1] ?? [])
  for (const token of tokens) {
    if ((await findLinkedOrder([token]))?.id === orderId) return token
  }
  throw new Error('No message holds a link to the order.')
}

const orderPage = (order: string) =>
  OrderPage({ params: Promise.resolve({ order }), searchParams: Promise.resolve({}) } as never)

describe('a guest', () => {
  test('buys by an e-mail address alone, by a uid that the browser keeps', async () => {
    const browser = new Browser()
    const email = newEmail()
    const first = orderIn((await buy(browser, email)).location)
    const order = await db().order.findUniqueOrThrow({ where: { id: first }, include: { user: true } })
    expect(order.user).toMatchObject({ email, isGuest: true, passwordHash: '', accountId: null })
    expect((await browser.run(currentBuyer)).result).toMatchObject({ uid: order.uid, isGuest: true })
    expect((await browser.run(currentUser)).result).toBeNull()
    // Without being asked again.
    const second = orderIn((await buy(browser, newEmail())).location)
    expect((await db().order.findUniqueOrThrow({ where: { id: second } })).uid).toBe(order.uid)
  })

  test('with another address is another, and the same address in another browser too', async () => {
    const browser = new Browser()
    const email = newEmail()
    await buy(browser, email)
    const one = (await browser.run(currentBuyer)).result
    await browser.run(() => continueAsGuestAction(undefined, form({ email, buy: products.DOWNLOAD })))
    expect((await browser.run(currentBuyer)).result?.uid).toBe(one?.uid)
    await browser.run(() =>
      continueAsGuestAction(undefined, form({ email: newEmail(), buy: products.DOWNLOAD })),
    )
    expect((await browser.run(currentBuyer)).result?.uid).not.toBe(one?.uid)
    const other = new Browser()
    await buy(other, email)
    expect((await other.run(currentBuyer)).result?.uid).not.toBe(one?.uid)
  })

  test('keeps the cart', async () => {
    const browser = new Browser()
    const cart = await addToCart({ cartId: undefined }, products.DOWNLOAD)
    if (cart.ok) await browser.run(() => rememberGuestCart(cart.cartId))
    await buy(browser, newEmail())
    const held = () => browser.run(() => cartOwner().then(countCart))
    expect((await held()).result).toBe(1)
    await browser.run(() =>
      continueAsGuestAction(undefined, form({ email: newEmail(), buy: products.DOWNLOAD })),
    )
    expect((await held()).result).toBe(1)
  })

  test('gets no membership, which needs an account', async () => {
    const browser = new Browser()
    const { result } = await buy(browser, newEmail(), products.MEMBERSHIP)
    expect(result).toMatchObject({ errors: { form: expect.stringContaining('needs an account') } })
    await buy(browser, newEmail())
    const { location } = await browser.run(() =>
      placeOrder(
        form({ product: products.MEMBERSHIP, shown: `${products.MEMBERSHIP}:999`, from: '/products/club' }),
      ),
    )
    expect(location).toMatch(/^\/login\?/)
  })

  test('is answered the same, by as many statements, whether or not an account has the address', async () => {
    const known = newEmail()
    await createUser({ email: known, password: 'three quiet evenings' })
    const answers = []
    for (const email of [known, newEmail(), known]) {
      const browser = new Browser()
      await browser.run(() =>
        placeOrder(
          form({ product: products.DOWNLOAD, shown: `${products.DOWNLOAD}:999`, from: '/products/fox' }),
        ),
      )
      const before = wire.roundTrips()
      const { status, result, location, set } = await browser.run(() =>
        continueAsGuestAction(undefined, form({ email, buy: products.DOWNLOAD })),
      )
      answers.push({
        status,
        result,
        location: location?.replace(/[0-9a-z]{20}/, 'ID'),
        set: [...set.keys()],
        statements: wire.roundTrips() - before,
      })
    }
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
    expect(answers[0]?.location).toBe('/checkout/ID')
    const [row] = await database.query<{ uids: string }>(
      'SELECT count(*)::int AS uids FROM users WHERE email = $1',
      [known],
    )
    expect(row?.uids).toBe(3)
  })

  test('cannot begin without end from one network', async () => {
    const browser = new Browser('203.0.113.7')
    const answers = []
    for (let time = 0; time < 31; time++) {
      browser.cookies.delete([...browser.cookies.keys()].find((name) => name.endsWith('session')) ?? '')
      answers.push(await buy(browser, newEmail()))
    }
    expect(answers[29]?.location).toMatch(/^\/checkout\//)
    expect(answers[30]?.result).toMatchObject({
      errors: { form: expect.stringContaining('Too many guests') },
    })
  })
})

describe('the link in a guest’s receipt', () => {
  test('opens that order with its goods and its receipt in any browser, and nothing else', async () => {
    const buyer = new Browser()
    const email = newEmail()
    const bought = await paidOrder(buyer, email)
    const other = await paidOrder(buyer, email)
    const reader = new Browser()
    const { status, headers } = await reader.send(openLink as never, {
      params: { token: bought.token as never },
    })
    expect([status, headers.get('location')]).toEqual([307, `/orders/${bought.id}`])
    const shown = await reader.run(() => orderPage(bought.id), { method: 'GET' })
    expect(JSON.stringify(shown.result)).toContain('sheetFileId')
    const receipt = await reader.run(() => ReceiptPage({ params: Promise.resolve({ order: bought.id }) }), {
      method: 'GET',
    })
    expect(JSON.stringify(receipt.result)).toContain(email)
    const elsewhere = await reader.run(() => orderPage(other.id), { method: 'GET' })
    expect(elsewhere.location).toBe(`/login?next=%2Forders%2F${other.id}`)
    expect((await reader.run(currentBuyer)).result).toBeNull()
    const goods = await db().delivery.findMany({ where: { orderId: { in: [bought.id, other.id] } } })
    const fetched = await Promise.all(
      goods.map(async ({ id, orderId }) => {
        const path = downloadLink(id)
        const answer = await reader.send(getDownload as never, { path, params: { delivery: id as never } })
        return [orderId === bought.id, answer.status]
      }),
    )
    expect(fetched.sort()).toEqual([
      [false, 404],
      [true, 200],
    ])
  })

  test('is stored as its digest, and works until it expires', async () => {
    const { id, token } = await paidOrder(new Browser(), newEmail())
    expect(JSON.stringify(await database.query('SELECT * FROM order_links, mails'))).not.toContain(token)
    const open = async (path: string) =>
      (await new Browser().send(openLink as never, { params: { token: path as never } })).headers.get(
        'location',
      )
    expect(await open(`${token.slice(1)}0`)).toBe('/login?link')
    expect(await open('none')).toBe('/login?link')
    expect(await open(token)).toBe(`/orders/${id}`)
    await database.query('UPDATE order_links SET expires_at = now() WHERE order_id = $1', [id])
    expect(await open(token)).toBe('/login?link')
  })
})

test('a session of a guest ends like any other', async () => {
  const browser = new Browser()
  await buy(browser, newEmail())
  const guest = (await browser.run(currentBuyer)).result
  await database.query('UPDATE users SET session_version = session_version + 1 WHERE uid = $1', [guest?.uid])
  expect((await browser.run(currentBuyer)).result).toBeNull()
  expect(await findSessionUser('none')).toBeNull()
})
