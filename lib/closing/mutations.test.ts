import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { demoAccounts, demoPassword, openDemoAccounts } from '@/lib/accounts/demo'
import { AccountError, beginSession, createUser, findSessionUser, signIn } from '@/lib/accounts/mutations'
import { addToCart } from '@/lib/cart/mutations'
import { closingEffects } from '@/lib/closing/data'
import { closeAccount, closeDemoAccounts, closeOwnAccount } from '@/lib/closing/mutations'
import { db } from '@/lib/db'
import { newId, type Uid } from '@/lib/ids'
import { tasks } from '@/lib/jobs/tasks'
import { createOrder } from '@/lib/orders/mutations'
import { findMembership } from '@/lib/subscriptions/data'
import { cancelMembership, sendCancellation } from '@/lib/subscriptions/mutations'
import { newMembership, notifyMembership } from '@/test/support/memberships'
import { newOrder, newProduct } from '@/test/support/orders'
import { newReference } from '@/test/support/pingbacks'
import { startProvider } from '@/test/support/provider'
import { testDatabase } from '@/test/support/test-database'

const provider = await startProvider()
process.env.PAYMENTWALL_API_URL = provider.url
const database = await testDatabase()
afterAll(() => provider.close())

const password = 'seven paper herons'
const now = new Date()
let count = 0

beforeEach(() => {
  provider.calls.length = 0
  provider.answer = () => ({ json: { result: 1 } })
})

async function buyer() {
  const email = `closing${++count}@example.com`
  const account = await createUser({ email, password, name: 'Ana', address: '203.0.113.9' })
  const session = await beginSession(account, { address: undefined, userAgent: undefined })
  return { ...account, email, session, address: `198.51.100.${count}` }
}

async function member(uid: Uid) {
  const order = await newMembership(database, { uid })
  const ref = newReference()
  await notifyMembership(order, { ref, type: 0 })
  return { ...order, ref }
}

const cancellations = (uid: string) =>
  database.query<{ order_id: string; cause: string }>(
    `SELECT c.order_id, c.cause::text FROM cancellations c JOIN orders o ON o.id = c.order_id
     WHERE o.uid = $1 ORDER BY o.created_at`,
    [uid],
  )

const cancelJobs = async (uid: string) =>
  (
    await database.query<{ id: string }>(
      `SELECT o.id FROM outbox_jobs j JOIN orders o ON o.id = j.payload->>'orderId'
       WHERE j.task = 'cancel-subscription' AND o.uid = $1 ORDER BY o.created_at`,
      [uid],
    )
  ).map(({ id }) => id)

const isOpen = async (uid: string) =>
  (await db().user.findUniqueOrThrow({ where: { uid } })).closedAt === null

describe('closing an account', () => {
  test('ends its sessions, erases what is personal and frees the address', async () => {
    const { uid, email, session, address } = await buyer()
    const product = await newProduct(database)
    await addToCart({ uid }, product)
    await closeAccount(uid, now)
    expect(await findSessionUser(session)).toBeNull()
    await expect(signIn({ email, password, address })).rejects.toThrow('is incorrect')
    expect((await createUser({ email, password })).uid).not.toBe(uid)
    const [row] = await database.query(
      `SELECT email, name, password_hash, registration_ip, closed_at IS NOT NULL AS closed,
         (SELECT count(*)::int FROM sessions s WHERE s.uid = u.uid) AS sessions,
         (SELECT count(*)::int FROM carts c WHERE c.uid = u.uid) AS carts
       FROM users u WHERE uid = $1`,
      [uid],
    )
    expect(row).toEqual({
      email: `${uid}@closed.invalid`,
      name: '',
      password_hash: '',
      registration_ip: null,
      closed: true,
      sessions: 0,
      carts: 0,
    })
  })

  test('stops the renewals of every membership at Paymentwall', async () => {
    const { uid } = await buyer()
    const [first, second] = [await member(uid), await member(uid)]
    await closeAccount(uid, now)
    expect(await cancellations(uid)).toEqual([
      { order_id: first.id, cause: 'CLOSED' },
      { order_id: second.id, cause: 'CLOSED' },
    ])
    expect(await cancelJobs(uid)).toEqual([first.id, second.id])
    expect(provider.calls).toEqual([])
    await sendCancellation(first.id, now)
    expect(Object.fromEntries(provider.calls[0]?.parameters ?? [])).toMatchObject({
      type: '2',
      ref: first.ref,
    })
    await notifyMembership(first, { ref: first.ref, type: 12 })
    expect(await findMembership(first.id, now)).toMatchObject({ renews: false })
  })

  test('sends no call for stopped memberships, and none for those already requested', async () => {
    const { uid } = await buyer()
    const [stopped, asked, unpaid] = [
      await member(uid),
      await member(uid),
      await newMembership(database, { uid }),
    ]
    await notifyMembership(stopped, { ref: stopped.ref, type: 12 })
    await cancelMembership(asked.id, uid, now)
    await closeAccount(uid, now)
    expect(await cancellations(uid)).toEqual([{ order_id: asked.id, cause: 'BUYER' }])
    expect(await cancelJobs(uid)).toEqual([asked.id])
    expect((await findMembership(unpaid.id, now))?.cancellation).toBeUndefined()
  })

  test('twice, and by many at once, is the same as once', async () => {
    const { uid } = await buyer()
    const order = await member(uid)
    await Promise.all(Array.from({ length: 5 }, () => closeAccount(uid, now)))
    const { closedAt } = await db().user.findUniqueOrThrow({ where: { uid } })
    await closeAccount(uid, now)
    expect((await db().user.findUniqueOrThrow({ where: { uid } })).closedAt).toEqual(closedAt)
    expect(await cancelJobs(uid)).toEqual([order.id])
  })

  test.each([
    ['the renewals are recorded', 'cancellations', 'AFTER INSERT'],
    ['the job is planned', 'outbox_jobs', 'AFTER INSERT'],
    ['the sessions are gone', 'sessions', 'AFTER DELETE'],
    ['the account is erased', 'users', 'AFTER UPDATE'],
  ])('that breaks off when %s has done nothing, and can be done again', async (_, table, when) => {
    const { uid, session } = await buyer()
    const order = await member(uid)
    await database.query(
      `CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken off'; END $$`,
    )
    await database.query(
      `CREATE TRIGGER break_off ${when} ON ${table} FOR EACH ROW EXECUTE FUNCTION break_off()`,
    )
    await expect(closeAccount(uid, now)).rejects.toThrow('broken off')
    await database.query('DROP FUNCTION break_off CASCADE')
    expect([await cancellations(uid), await cancelJobs(uid)]).toEqual([[], []])
    expect(await findSessionUser(session)).toMatchObject({ uid, name: 'Ana' })
    await closeAccount(uid, now)
    expect([await cancelJobs(uid), await isOpen(uid)]).toEqual([[order.id], false])
  })

  test('while pingbacks of its orders arrive neither waits for the other for ever, nor leaves a renewal', async () => {
    const { uid } = await buyer()
    const orders = await Promise.all(Array.from({ length: 5 }, () => newMembership(database, { uid })))
    await Promise.all([
      ...orders.map((order) => notifyMembership(order, { ref: newReference(), type: 0 })),
      closeAccount(uid, now),
    ])
    await tasks['stop-after-closing']?.({}, {} as never)
    expect((await cancellations(uid)).map(({ cause }) => cause)).toEqual(Array(5).fill('CLOSED'))
    expect((await cancelJobs(uid)).sort()).toEqual(orders.map(({ id }) => id).sort())
  })

  test('a membership that begins afterwards is stopped by a job, once', async () => {
    const { uid } = await buyer()
    const order = await newMembership(database, { uid })
    await closeAccount(uid, now)
    expect(await cancelJobs(uid)).toEqual([])
    await notifyMembership(order, { ref: newReference(), type: 0 })
    await tasks['stop-after-closing']?.({}, {} as never)
    await tasks['stop-after-closing']?.({}, {} as never)
    expect(await cancelJobs(uid)).toEqual([order.id])
    // An account that is open is none of this job's business.
    const other = await buyer()
    await member(other.uid)
    await tasks['stop-after-closing']?.({}, {} as never)
    expect(await cancellations(other.uid)).toEqual([])
  })

  test('ends buying: an order of a request that came before is not placed', async () => {
    const { uid } = await buyer()
    const product = await newProduct(database)
    await closeAccount(uid, now)
    expect(await createOrder(uid, [product])).toEqual({ ok: false, reason: 'closed' })
  })
})

describe('by its owner', () => {
  test('needs the password, counted as sign-ins are', async () => {
    const { uid, address, email } = await buyer()
    await member(uid)
    const close = (typed: string) => closeOwnAccount({ uid, password: typed, address }, now)
    for (let attempt = 0; attempt < 10; attempt++) {
      await expect(close('wrong password')).rejects.toMatchObject({
        field: 'password',
        message: 'This is not your current password. Try again.',
      })
    }
    await expect(close(password)).rejects.toThrow('Too many attempts')
    expect([await isOpen(uid), await cancellations(uid)]).toEqual([true, []])
    await closeOwnAccount({ uid, password, address: '203.0.113.200' }, now)
    expect(await isOpen(uid)).toBe(false)
    await expect(signIn({ email, password, address: '203.0.113.201' })).rejects.toThrow(AccountError)
  })

  test('asked for twice at once it is closed once, and neither request fails', async () => {
    const { uid, address } = await buyer()
    const order = await member(uid)
    const close = () => closeOwnAccount({ uid, password, address }, now)
    await Promise.all([close(), close(), close()])
    await close()
    expect([await isOpen(uid), await cancelJobs(uid)]).toEqual([false, [order.id]])
  })

  test('shows first what ends', async () => {
    const { uid } = await buyer()
    expect(await closingEffects(uid, now)).toEqual({
      memberships: [],
      goods: 0,
      credits: 0,
      isPaymentInProgress: false,
    })
    const membership = await member(uid)
    const order = await newOrder(database, { uid, kinds: ['LICENCE', 'CREDITS'] })
    await notifyMembership(order, { ref: newReference(), type: 0 })
    const open = await newOrder(database, { uid })
    expect(await closingEffects(uid, now)).toMatchObject({
      memberships: [{ orderId: membership.id, renews: true }],
      goods: 1,
      credits: 100,
      isPaymentInProgress: false,
    })
    await db().payment.create({ data: { ref: newId(), orderId: open.id, state: 'REVIEW' } })
    expect((await closingEffects(uid, now)).isPaymentInProgress).toBe(true)
  })
})

test('the demo accounts can be opened, found and closed', async () => {
  for (const account of demoAccounts) await createUser({ ...account, password: demoPassword })
  const emails = demoAccounts.map(({ email }) => email)
  expect((await openDemoAccounts()).map(({ email }) => email)).toEqual(emails)
  const earlier = 'buyer@earlier-brand.example'
  await createUser({ email: earlier, password: 'earlier-brand-demo' })
  expect(await closeDemoAccounts()).toEqual([...emails, earlier])
  expect(await openDemoAccounts()).toEqual([])
  await expect(
    signIn({ email: demoAccounts[2].email, password: demoPassword, address: '203.0.113.210' }),
  ).rejects.toThrow('is incorrect')
})
