import { beforeAll, describe, expect, test } from 'vitest'
import { ForgetHere } from '@/app/_components/forget-here'
import { OrderWatch } from '@/app/_components/order-watch'
import { PageNotFound } from '@/app/_components/page-not-found'
import { registerAndJoinAction } from '@/app/(site)/[variant]/(live)/invitation/[token]/actions'
import { signInAction } from '@/app/(site)/[variant]/(live)/login/actions'
import OrderPage from '@/app/(site)/[variant]/(live)/orders/[order]/page'
import ReceiptPage from '@/app/(site)/[variant]/(live)/orders/[order]/receipt/page'
import { GET as askAuth } from '@/app/api/auth/[...nextauth]/route'
import { GET as getDownload } from '@/app/api/downloads/[delivery]/route'
import { GET as openLink } from '@/app/o/[token]/route'
import { signOutAction } from '@/lib/accounts/actions'
import { createUser, findSessionUser, signIn } from '@/lib/accounts/mutations'
import { currentBuyer, currentUser, startSession } from '@/lib/accounts/session'
import { countCart } from '@/lib/cart/data'
import { addToCart } from '@/lib/cart/mutations'
import { cartOwner, rememberGuestCart } from '@/lib/cart/session'
import { leaveBank } from '@/lib/charges/actions'
import { payerOf } from '@/lib/checkout/payer'
import { closeAccount, closeIdleGuests } from '@/lib/closing/mutations'
import { eraseCustomer } from '@/lib/customers/mutations'
import { personalData } from '@/lib/customers/personal-data'
import { db } from '@/lib/db'
import { creditBalance, listLibrary } from '@/lib/deliveries/data'
import { downloadLink } from '@/lib/deliveries/download-link'
import { continueAsGuestAction, joinGuestAction, openGuestAccountAction } from '@/lib/guests/actions'
import { beginGuest, joinGuest, openGuestAccount } from '@/lib/guests/mutations'
import type { OrderId, Uid } from '@/lib/ids'
import { languageHeader } from '@/lib/languages/languages.mjs'
import { mailOrder, sendMail } from '@/lib/mail/mutations'
import { invite } from '@/lib/operators/mutations'
import { findLinkedOrder, orderLinkDigest } from '@/lib/order-links/data'
import { acceptOrderTerms, placeOrder } from '@/lib/orders/actions'
import { listOrders } from '@/lib/orders/data'
import { orderIdSchema } from '@/lib/orders/schema'
import { findPurchase } from '@/lib/orders/session'
import { receivePingback } from '@/lib/pingbacks/receive'
import { requestRefundAction } from '@/lib/refund-requests/actions'
import { testMailbox } from '@/test/support/mailbox'
import { Browser } from '@/test/support/next-request'
import { newOrder, newProduct } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'
import { wireTo } from '@/test/support/wire'

const database = await testDatabase()
const wire = await wireTo(database.url)
process.env.DATABASE_URL = wire.url
const mailbox = await testMailbox()
let products: Record<'DOWNLOAD' | 'MEMBERSHIP', string>
let made = 0

beforeAll(async () => {
  products = {
    DOWNLOAD: await newProduct(database, 'DOWNLOAD'),
    MEMBERSHIP: await newProduct(database, 'MEMBERSHIP'),
  }
  await database.query("UPDATE products SET sheet = 'fox.pdf'")
})

const newEmail = () => `guest${++made}@example.com`

function form(entries: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(entries)) data.set(name, value)
  return data
}

/** The key of a purchase of one product. */
const keyOf = (product: string) => `${product}.USD`

/** Presses "Buy now" and says who buys; returns what the guest form answered. */
async function buy(browser: Browser, email: string, product = products.DOWNLOAD) {
  const pressed = await browser.run(() =>
    placeOrder(form({ product, shown: `${product}:999`, from: '/products/fox' })),
  )
  if (!pressed.location?.startsWith('/login')) return pressed
  return browser.run(() => continueAsGuestAction(undefined, form({ email, buy: keyOf(product) })))
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
  const received = await mailbox.received()
  const tokens = received.flatMap(({ text }) => /\/o\/([0-9a-z]{20})/.exec(text)?.[1] ?? [])
  for (const token of tokens) {
    if ((await findLinkedOrder([token]))?.id === orderId) return token
  }
  throw new Error('No message holds a link to the order.')
}

/** Whether a page has a component, or a form with an action. */
function holds(node: unknown, wanted: unknown): boolean {
  if (typeof node !== 'object' || node === null) return node === wanted
  return Object.entries(node).some(([key, value]) => key !== '_owner' && holds(value, wanted))
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

  test('on a German page is told what is wrong in German, and has letters in German', async () => {
    const german = { method: 'POST', headers: { [languageHeader]: 'de' } } as const
    const [browser, email] = [new Browser(), newEmail()]
    const goOn = (entries: Record<string, string>) =>
      browser.run(() => continueAsGuestAction(undefined, form(entries)), german)
    expect((await goOn({ email, buy: 'none' })).result?.errors.form).toMatch(/^Ihr Einkauf ist abgelaufen/)
    await browser.run(() => placeOrder(form({ product: products.DOWNLOAD, from: '/products/fox' })))
    const { location } = await goOn({ email, buy: keyOf(products.DOWNLOAD) })
    expect(location).toMatch(/^\/de\/checkout\//)
    expect(await db().user.findFirstOrThrow({ where: { email } })).toMatchObject({ language: 'de' })
  })

  test('with another address is another, and the same address in another browser too', async () => {
    const browser = new Browser()
    const email = newEmail()
    await buy(browser, email)
    const one = (await browser.run(currentBuyer)).result
    await browser.run(() => continueAsGuestAction(undefined, form({ email, buy: keyOf(products.DOWNLOAD) })))
    expect((await browser.run(currentBuyer)).result?.uid).toBe(one?.uid)
    await browser.run(() =>
      continueAsGuestAction(undefined, form({ email: newEmail(), buy: keyOf(products.DOWNLOAD) })),
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
      continueAsGuestAction(undefined, form({ email: newEmail(), buy: keyOf(products.DOWNLOAD) })),
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
        continueAsGuestAction(undefined, form({ email, buy: keyOf(products.DOWNLOAD) })),
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
    // The hour may end meanwhile, so the next one is used up as well.
    await database.query(
      `INSERT INTO rate_limits (key, window_start, hits)
       SELECT 'guest:203.0.113.7', date_bin('1 hour', now(), 'epoch') + n * interval '1 hour', 29
       FROM generate_series(0, 1) n`,
    )
    const last = await buy(browser, newEmail())
    browser.cookies.delete([...browser.cookies.keys()].find((name) => name.endsWith('session')) ?? '')
    const refused = await buy(browser, newEmail())
    expect(last.location).toMatch(/^\/checkout\//)
    expect(refused.result).toMatchObject({
      errors: { form: expect.stringContaining('Too many guest checkouts') },
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

  test('changes nothing when it is opened, as by a scanner', async () => {
    const { id, token } = await paidOrder(new Browser(), newEmail())
    const rows = () =>
      database.query(
        'SELECT u.*, l.*, (SELECT count(*) FROM sessions) FROM users u JOIN orders o USING (uid) JOIN order_links l ON l.order_id = o.id WHERE o.id = $1',
        [id],
      )
    const before = await rows()
    const scanner = await reader(token)
    await scanner.run(() => orderPage(id), { method: 'GET' })
    expect(await rows()).toEqual(before)
  })

  test('lets its reader ask for a refund, and nobody else', async () => {
    const { id, token } = await paidOrder(new Browser(), newEmail())
    const ask = (browser: Browser) =>
      browser.run(() => requestRefundAction(undefined, form({ next: `/orders/${id}`, reason: 'It tears.' })))
    expect((await ask(new Browser())).location).toMatch(/^\/login/)
    const other = new Browser()
    const account = await createUser({ email: newEmail(), password: 'three quiet evenings' })
    await other.run(() => startSession(account))
    expect((await ask(other)).status).toBe(404)
    expect(await db().refundRequest.count({ where: { orderId: id } })).toBe(0)
    expect((await ask(await reader(token))).result).toMatchObject({ done: true })
    expect((await ask(await reader(token))).result).toMatchObject({ errors: { form: expect.anything() } })
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
    await database.query("UPDATE orders SET language = 'de' WHERE id = $1", [id])
    expect(await open(token)).toBe(`/de/orders/${id}`)
    await database.query('UPDATE order_links SET expires_at = now() WHERE order_id = $1', [id])
    expect(await open(token)).toBe('/login?link')
  })
})

/** A browser that has opened the link of a guest's order, as a person does who reads the mail. */
async function reader(token: string): Promise<Browser> {
  const browser = new Browser()
  await browser.send(openLink as never, { params: { token: token as never } })
  return browser
}

const password = 'four loud mornings'
const openAccount = (browser: Browser, order: string, chosen = password) =>
  browser.run(() => openGuestAccountAction(undefined, form({ next: `/orders/${order}`, password: chosen })))
const join = (browser: Browser, order: string) => browser.run(() => joinGuestAction(form({ order })))
const user = (uid: Uid) => db().user.findUniqueOrThrow({ where: { uid } })

describe('a guest who has proven the address', () => {
  test('becomes an account by a password: the uid stays, sessions begun before end', async () => {
    const buyer = new Browser()
    const email = newEmail()
    const { id, uid, ref, token } = await paidOrder(buyer, email)
    const browser = await reader(token)
    // Whatever looks at the page changes nothing.
    expect(JSON.stringify((await browser.run(() => orderPage(id), { method: 'GET' })).result)).toContain(
      email,
    )
    expect(await user(uid)).toMatchObject({ isGuest: true })
    expect((await openAccount(browser, id, email)).result).toMatchObject({
      errors: { password: expect.anything() },
    })
    const { location } = await openAccount(browser, id)
    expect(location).toBe(`/orders/${id}?joined`)
    expect(await user(uid)).toMatchObject({ email, isGuest: false, emailProvenAt: expect.any(Date) })
    expect((await browser.run(currentUser)).result?.uid).toBe(uid)
    expect((await buyer.run(currentBuyer)).result).toBeNull()
    expect(await signIn({ email, password, address: undefined })).toMatchObject({ uid })
    // From now on its owner signs in.
    const late = await reader(token)
    expect((await late.run(() => orderPage(id), { method: 'GET' })).location).toMatch(/^\/login/)
    await receivePingback(pingbackQuery({ uid, goodsid: id, type: 2, ref }), undefined)
    expect(await listLibrary(uid)).toEqual([])
    expect(await db().payment.findUnique({ where: { ref } })).toMatchObject({ state: 'REVERSED' })
  })

  test('is joined to the account of that address, which shows the orders; a refund still finds its uid', async () => {
    const email = newEmail()
    const account = await createUser({ email, password })
    const { id, uid, ref, token } = await paidOrder(new Browser(), email)
    const browser = await reader(token)
    expect((await join(browser, id)).location).toBe(`/login?next=%2Forders%2F${id}`)
    await browser.run(() => startSession(account))
    expect(JSON.stringify((await browser.run(() => orderPage(id), { method: 'GET' })).result)).toContain(id)
    expect((await user(uid)).accountId).toBeNull()
    expect((await join(browser, id)).location).toBe(`/orders/${id}?joined`)
    // Again, it is as it was.
    expect((await join(browser, id)).status).toBe(404)
    expect(await joinGuest(uid, account.uid, orderLinkDigest(token))).toBe(true)
    expect(await user(uid)).toMatchObject({ accountId: account.uid, isGuest: true })
    expect((await listOrders(account.uid)).map((order) => order.id)).toEqual([id])
    expect((await listLibrary(account.uid)).map(({ orderId }) => orderId)).toEqual([id])
    expect((await browser.run(() => orderPage(id), { method: 'GET' })).status).toBe(204)
    const [goods] = await listLibrary(account.uid)
    const path = downloadLink(goods?.id ?? '')
    const answer = await browser.send(getDownload as never, {
      path,
      params: { delivery: (goods?.id ?? '') as never },
    })
    expect(answer.status).toBe(200)
    await receivePingback(pingbackQuery({ uid, goodsid: id, type: 2, ref }), undefined)
    expect(await listLibrary(account.uid)).toEqual([])
    await mailOrder(id, new Date())
    expect(await db().mail.findFirst({ where: { orderId: id, kind: 'REFUND' } })).toMatchObject({
      uid,
      recipient: email,
    })
  })

  test('is paid for under the guest’s own uid, also by the account', async () => {
    const email = newEmail()
    const account = await createUser({ email, password })
    const guest = new Browser()
    const { uid, token } = await paidOrder(guest, email)
    const open = orderIn((await buy(guest, email)).location)
    await joinGuest(uid, account.uid, orderLinkDigest(token))
    const owner = await db().user.findUniqueOrThrow({ where: { uid: account.uid } })
    const order = await db().order.findUniqueOrThrow({ where: { id: open } })
    expect(await payerOf(order, owner)).toMatchObject({ uid, email })
    expect((await guest.run(currentBuyer)).result).toBeNull()
  })

  test('gets into no account of another address, and nobody joins without the link', async () => {
    const email = newEmail()
    const other = await createUser({ email: newEmail(), password })
    const same = await createUser({ email, password })
    const { id, uid, token } = await paidOrder(new Browser(), email)
    const browser = await reader(token)
    await browser.run(() => startSession(other))
    expect((await join(browser, id)).location).toBe(`/orders/${id}`)
    expect((await user(uid)).accountId).toBeNull()
    const owner = new Browser()
    await owner.run(() => startSession(same))
    expect((await join(owner, id)).status).toBe(404)
    expect((await openAccount(owner, id)).status).toBe(404)
    const { result } = await owner.run(() => orderPage(id), { method: 'GET' })
    expect(holds(result, PageNotFound)).toBe(true)
    // The guest's own browser has proven nothing, either.
    const guest = new Browser()
    const bought = await paidOrder(guest, newEmail())
    expect((await openAccount(guest, bought.id)).status).toBe(404)
  })

  test('of two with one address the first that chooses a password has the account, the second joins it', async () => {
    const email = newEmail()
    const [one, two] = [await paidOrder(new Browser(), email), await paidOrder(new Browser(), email)]
    expect(one.uid).not.toBe(two.uid)
    const chosen = await Promise.allSettled(
      [one, two].map(({ uid, token }) =>
        openGuestAccount({ uid, email, password, link: orderLinkDigest(token) }),
      ),
    )
    expect(chosen.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    const first = chosen[0]?.status === 'fulfilled' ? one : two
    const second = first === one ? two : one
    const browser = await reader(second.token)
    await browser.run(() => startSession({ uid: first.uid, sessionVersion: 2 }))
    await Promise.all([join(browser, second.id), join(browser, second.id)])
    expect((await user(second.uid)).accountId).toBe(first.uid)
    expect((await listOrders(first.uid)).map(({ id }) => id).sort()).toEqual([one.id, two.id].sort())
  })

  test('chooses one password of two at once', async () => {
    const email = newEmail()
    const { uid, token } = await paidOrder(new Browser(), email)
    const link = orderLinkDigest(token)
    const chosen = await Promise.allSettled(
      ['one', 'two'].map((word) => openGuestAccount({ uid, email, password: `${password} ${word}`, link })),
    )
    expect(chosen.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('has proven it for a week; later the link shows the order, takes the refund form, and says how to go on', async () => {
    const email = newEmail()
    const account = await createUser({ email, password })
    const { id, uid, token } = await paidOrder(new Browser(), email)
    const link = orderLinkDigest(token)
    const browser = await reader(token)
    const shown = async () =>
      JSON.stringify((await browser.run(() => orderPage(id), { method: 'GET' })).result)
    await database.query(
      "UPDATE order_links SET created_at = now() - interval '6 days 23 hours' WHERE order_id = $1",
      [id],
    )
    expect(await shown()).toContain('"provesAddress":true')
    await database.query(
      "UPDATE order_links SET created_at = now() - interval '7 days 1 minute' WHERE order_id = $1",
      [id],
    )
    expect(await shown()).toContain('"provesAddress":false')
    const [said] = Object.values((await openAccount(browser, id)).result?.errors ?? {})
    expect(said).toContain('use the link of a newer e-mail from us')
    await expect(openGuestAccount({ uid, email, password, link })).rejects.toThrow('newer e-mail')
    await browser.run(() => startSession(account))
    expect((await join(browser, id)).location).toBe(`/orders/${id}`)
    expect(await joinGuest(uid, account.uid, link)).toBe(false)
    expect(await user(uid)).toMatchObject({ isGuest: true, accountId: null })
    const stranger = await paidOrder(new Browser(), newEmail())
    expect(await joinGuest(uid, account.uid, orderLinkDigest(stranger.token))).toBe(false)
    const asked = await (await reader(token)).run(() =>
      requestRefundAction(undefined, form({ next: `/orders/${id}`, reason: 'It tears.' })),
    )
    expect(asked.result).toMatchObject({ done: true })
    // A newer message proves it again.
    await db().orderLink.update({ where: { id: link }, data: { createdAt: new Date() } })
    expect((await join(browser, id)).location).toBe(`/orders/${id}?joined`)
  })

  test('brings credits along, which the account spends', async () => {
    const email = newEmail()
    const account = await createUser({ email, password })
    const guest = new Browser()
    const id = orderIn((await buy(guest, email, await newProduct(database, 'CREDITS'))).location)
    const { uid } = await db().order.findUniqueOrThrow({ where: { id } })
    await receivePingback(pingbackQuery({ uid, goodsid: id, type: 0, ref: newReference() }), undefined)
    expect(await creditBalance(account.uid)).toBe(0)
    await joinGuest(uid, account.uid, orderLinkDigest(await linkIn(id)))
    expect(await creditBalance(account.uid)).toBe(100)
  })
})

describe('an account that has guests', () => {
  async function joined() {
    const email = newEmail()
    const account = await createUser({ email, password })
    const { id, uid, token } = await paidOrder(new Browser(), email)
    await joinGuest(uid, account.uid, orderLinkDigest(token))
    return { account: account.uid, guest: uid, id, email, token }
  }

  test('is closed with them', async () => {
    const { account, guest, id, token } = await joined()
    expect(await closeAccount(account, new Date())).toMatchObject({ closed: true })
    expect(await user(guest)).toMatchObject({ closedAt: expect.any(Date), email: `${guest}@closed.invalid` })
    expect(await db().orderLink.count({ where: { orderId: id } })).toBe(0)
    expect(await findLinkedOrder([token])).toBeNull()
    expect(await db().mail.count({ where: { uid: guest, kind: 'ACCOUNT_CLOSED' } })).toBe(0)
  })

  test('is told of them in the data that it holds, and erased with them', async () => {
    const { account, guest, id, email } = await joined()
    expect(
      JSON.stringify(await personalData(account), (_, value) => (typeof value === 'bigint' ? 0 : value)),
    ).toContain(id)
    expect(await eraseCustomer(account, new Date())).toMatchObject({ ok: true, erased: { mails: 1 } })
    const left = await database.query('SELECT uid FROM users WHERE email = $1', [email])
    expect(left).toEqual([])
    expect(await db().mail.count({ where: { uid: guest, recipient: email } })).toBe(0)
    expect(await user(guest)).toMatchObject({ erasedAt: expect.any(Date) })
  })
})

test.each([
  ['signs in', (email: string) => signInAction(undefined, form({ email, password }))],
  [
    'is another guest',
    () => continueAsGuestAction(undefined, form({ email: newEmail(), buy: keyOf(products.DOWNLOAD) })),
  ],
])('a guest who %s keeps session and cart when the cart can’t be moved', async (_, enter) => {
  const browser = new Browser('203.0.113.51')
  await buy(browser, newEmail())
  const guest = (await browser.run(currentBuyer)).result
  if (guest) await addToCart({ uid: guest.uid }, products.DOWNLOAD)
  const email = newEmail()
  await createUser({ email, password })
  await database.query(
    "CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken off'; END $$",
  )
  await database.query(
    'CREATE TRIGGER break_off BEFORE UPDATE OR DELETE ON carts FOR EACH ROW EXECUTE FUNCTION break_off()',
  )
  await expect(browser.copy().run(() => enter(email))).rejects.toThrow('broken off')
  await database.query('DROP FUNCTION break_off CASCADE')
  expect((await browser.run(currentBuyer)).result?.uid).toBe(guest?.uid)
  await browser.run(() => enter(email))
  const after = (await browser.run(currentBuyer)).result
  expect(after?.uid).not.toBe(guest?.uid)
  expect(await countCart(after ?? { cartId: undefined })).toBe(1)
})

test('a guest who becomes an operator by an invitation keeps the cart', async () => {
  const browser = new Browser('203.0.113.53')
  await buy(browser, newEmail())
  const guest = (await browser.run(currentBuyer)).result
  if (guest) await addToCart({ uid: guest.uid }, products.DOWNLOAD)
  const admin = await createUser({ email: newEmail(), password, role: 'ADMIN' })
  const token = await invite({ role: 'REVIEWER', note: '', createdBy: admin.uid })
  const entries = { next: `/invitation/${token}`, name: 'Ann', email: newEmail(), password }
  const { location } = await browser.run(() => registerAndJoinAction(undefined, form(entries)))
  expect(location).toMatch(/^\/admin/)
  const operator = (await browser.run(currentUser)).result
  expect(operator).toMatchObject({ role: 'REVIEWER' })
  expect(await countCart(operator ?? { cartId: undefined })).toBe(1)
})

test('a guest who makes an account of another address’s order keeps the cart', async () => {
  const { id, uid, token } = await paidOrder(new Browser('203.0.113.54'), newEmail())
  const browser = new Browser('203.0.113.55')
  await buy(browser, newEmail())
  const guest = (await browser.run(currentBuyer)).result
  if (guest) await addToCart({ uid: guest.uid }, products.DOWNLOAD)
  await browser.send(openLink as never, { params: { token: token as never } })
  await openAccount(browser, id)
  expect((await browser.run(currentUser)).result?.uid).toBe(uid)
  expect(await countCart({ uid })).toBe(1)
})

test('purchases that are begun in two tabs at once both go on', async () => {
  const browser = new Browser('203.0.113.56')
  const other = await newProduct(database, 'DOWNLOAD')
  const press = (product: string) =>
    browser.run(() => placeOrder(form({ product, shown: `${product}:999`, from: '/products/fox' })))
  await Promise.all([press(products.DOWNLOAD), press(other)])
  for (const product of [products.DOWNLOAD, other]) {
    expect((await browser.run(() => findPurchase(keyOf(product)), { method: 'GET' })).result).toMatchObject({
      product: [product],
    })
  }
  const email = newEmail()
  for (const buy of [products.DOWNLOAD, other]) {
    const { location } = await browser.run(() =>
      continueAsGuestAction(undefined, form({ email, buy: keyOf(buy) })),
    )
    expect(location).toMatch(/^\/checkout\//)
  }
})

test('no more than five purchases wait in a browser: the oldest goes', async () => {
  const browser = new Browser('203.0.113.57')
  const begun = await Promise.all(Array.from({ length: 6 }, () => newProduct(database, 'DOWNLOAD')))
  for (const product of begun)
    await browser.run(() => placeOrder(form({ product, shown: `${product}:999`, from: '/products/fox' })))
  const waits = async (product: string) =>
    (await browser.run(() => findPurchase(keyOf(product)), { method: 'GET' })).result !== undefined
  expect(await Promise.all(begun.map(waits))).toEqual([false, true, true, true, true, true])
})

test('on a shared computer a guest leaves, and so does who has only opened a link', async () => {
  const guest = new Browser('203.0.113.52')
  const { id, token } = await paidOrder(guest, newEmail())
  await guest.send(openLink as never, { params: { token: token as never } })
  for (const browser of [guest, await reader(token)]) {
    const shown = await browser.run(() => orderPage(id), { method: 'GET' })
    expect(holds(shown.result, ForgetHere)).toBe(true)
    expect((await browser.run(() => signOutAction(form({})))).location).toBe('/')
    expect((await browser.run(() => orderPage(id), { method: 'GET' })).location).toMatch(/^\/login/)
  }
  // Asking who is signed in takes nothing away.
  const session = { params: { nextauth: ['session'] } }
  const other = new Browser('203.0.113.52')
  await paidOrder(other, newEmail())
  await other.send(openLink as never, { params: { token: token as never } })
  expect(await (await other.send(askAuth as never, session)).json()).toEqual({})
  expect((await other.run(currentBuyer)).result).toMatchObject({ isGuest: true })
  expect((await other.run(() => orderPage(id), { method: 'GET' })).status).toBe(204)
  // Another site's form comes without cookies, and takes none away.
  expect((await new Browser().run(() => signOutAction(form({})))).set.size).toBe(0)
  const owner = new Browser()
  await owner.run(() => createUser({ email: newEmail(), password }).then(startSession))
  const page = await reader(token)
  for (const [name, value] of owner.cookies) page.cookies.set(name, value)
  await page.run(() => signOutAction(form({})))
  expect([...page.cookies.keys()].filter((name) => /links|session/.test(name))).toEqual([])
})

test('an order that is not final is watched, and paid on, by its buyer alone', async () => {
  const buyer = new Browser('203.0.113.53')
  const { id, ref, token } = await paidOrder(buyer, newEmail())
  const linked = await reader(token)
  const shown = async (browser: Browser) => (await browser.run(() => orderPage(id), { method: 'GET' })).result
  await database.query("UPDATE payments SET state = 'REVIEW' WHERE ref = $1", [ref])
  expect([holds(await shown(buyer), OrderWatch), holds(await shown(linked), OrderWatch)]).toEqual([
    true,
    false,
  ])
  await database.query("UPDATE payments SET state = 'NONE' WHERE ref = $1", [ref])
  await db().chargeAttempt.create({
    data: {
      id: 'a'.repeat(20),
      orderId: id,
      state: 'SECURE',
      sealed: new Uint8Array(1),
      secureUntil: new Date(Date.now() + 60_000),
    },
  })
  expect([holds(await shown(buyer), leaveBank), holds(await shown(linked), leaveBank)]).toEqual([true, false])
})

test('a guest who has ordered nothing in 30 days is closed, with the cart; every other stays', async () => {
  const begun = async (email = newEmail()) => (await beginGuest({ email, address: '203.0.113.50' })).uid
  const account = await createUser({ email: newEmail(), password })
  const idle = [await begun(), await begun(), await begun()]
  const ordered = await begun()
  const late = await begun()
  await newOrder(database, { uid: ordered })
  for (const uid of idle) await addToCart({ uid }, products.DOWNLOAD)
  const setBegun = (uids: Uid[], ago: string) =>
    database.query('UPDATE users SET registered_at = now() - $2::interval WHERE uid = ANY($1)', [uids, ago])
  await setBegun([account.uid, ordered, ...idle], '30 days 1 minute')
  await setBegun([late], '29 days 23 hours')
  expect(await closeIdleGuests(new Date(), 2)).toBe(3)
  expect(await closeIdleGuests(new Date(), 2)).toBe(0)
  for (const uid of idle) {
    expect(await user(uid)).toMatchObject({
      closedAt: expect.any(Date),
      email: `${uid}@closed.invalid`,
      registrationIp: null,
    })
    expect(await countCart({ uid })).toBe(0)
  }
  for (const uid of [account.uid, ordered, late]) expect(await user(uid)).toMatchObject({ closedAt: null })
})

test('a session of a guest ends like any other', async () => {
  const browser = new Browser()
  await buy(browser, newEmail())
  const guest = (await browser.run(currentBuyer)).result
  await database.query('UPDATE users SET session_version = session_version + 1 WHERE uid = $1', [guest?.uid])
  expect((await browser.run(currentBuyer)).result).toBeNull()
  expect(await findSessionUser('none')).toBeNull()
})
