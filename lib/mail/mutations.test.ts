import { createServer, type Server } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { changeEmail, changePassword, createUser } from '@/lib/accounts/mutations'
import { mailAlerts, mailDigest } from '@/lib/alert-mail/queue'
import { raiseAlert } from '@/lib/alerts'
import { closeAccount } from '@/lib/closing/mutations'
import { eraseCustomer } from '@/lib/customers/mutations'
import { db } from '@/lib/db'
import type { OrderId, PaymentRef, Uid } from '@/lib/ids'
import { findMail } from '@/lib/mail/data'
import { mailOrder, resendMail, sendMail } from '@/lib/mail/mutations'
import { handOver } from '@/lib/mail/transport'
import { receivePingback } from '@/lib/pingbacks/receive'
import { mailReminders } from '@/lib/reminders/queue'
import { type Mailbox, openMailbox, type ReceivedMail } from '@/scripts/mailbox'
import { freePort } from '@/scripts/postgres'
import { dateTime, newMembership, notifyMembership } from '@/test/support/memberships'
import { newBuyer, newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { type TestDatabase, testDatabase } from '@/test/support/test-database'

let database: TestDatabase
let mailbox: Mailbox
/** Says no in the way that a test wants. */
let refusal: { code: number } | undefined
let refusing: SMTPServer
const silent: Server[] = []

beforeAll(async () => {
  database = await testDatabase()
  mailbox = await openMailbox(await freePort())
  refusing = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_, __, done) =>
      done(Object.assign(new Error('No such mailbox'), { responseCode: refusal?.code ?? 550 })),
  })
  refusing.on('error', () => {})
  process.env.PINGBACK_CUSTOM_PARAMETERS = 'subscription_id,paid_at'
  process.env.SMTP_URL = mailbox.smtpUrl
  process.env.MAIL_FROM = 'Foldline <shop@example.com>'
})
afterAll(async () => {
  await mailbox.close()
  refusing.close()
  for (const server of silent) server.close()
})
beforeEach(() => {
  refusal = undefined
})

const received = async (): Promise<ReceivedMail[]> => (await fetch(`${mailbox.url}/mails.json`)).json()
const receivedBy = async (recipient: string) => (await received()).filter(({ to }) => to.includes(recipient))
const queued = (uid: Uid) => db().mail.findMany({ where: { uid }, orderBy: { queuedAt: 'asc' } })

/** Sends all that waits for a customer, as the worker does. */
async function deliver(uid: Uid) {
  for (const { id } of await queued(uid)) await sendMail(id)
}

interface Paid {
  id: OrderId
  uid: Uid
  ref: PaymentRef
}

const notify = ({ id, uid, ref }: Paid, parameters: Record<string, string | number>) =>
  receivePingback(pingbackQuery({ uid, goodsid: id, ref, ...parameters }), '203.0.113.9')

async function paidOrder(): Promise<Paid> {
  const order = { ...(await newOrder(database)), ref: newReference() }
  await notify(order, { type: 0 })
  return order
}

describe('an order', () => {
  test('plans its mail in the transaction of the pingback, once for each order', async () => {
    const order = await paidOrder()
    expect(await db().outboxJob.count({ where: { jobKey: `mail-order:${order.id}` } })).toBe(1)
  })

  test('sends one receipt with the licence key, however often and at once it is asked for', async () => {
    const order = await paidOrder()
    await Promise.all([1, 2, 3].map(() => mailOrder(order.id, new Date())))
    expect(await queued(order.uid)).toHaveLength(1)
    await deliver(order.uid)
    await deliver(order.uid)
    const mails = await receivedBy(`${order.uid}@example.com`)
    expect(mails).toHaveLength(1)
    const [{ licence_key: key } = { licence_key: 'none' }] = await database.query<{ licence_key: string }>(
      'SELECT licence_key FROM deliveries WHERE order_id = $1',
      [order.id],
    )
    expect(mails[0]).toMatchObject({ subject: 'Your receipt for Fox (LICENCE)' })
    expect(mails[0]?.text).toContain(key)
    expect(mails[0]?.html).toContain(`/orders/${order.id}`)
  })

  test('tells a full refund', async () => {
    const order = await paidOrder()
    await mailOrder(order.id, new Date())
    await notify(order, { type: 2, reason: 9 })
    await mailOrder(order.id, new Date())
    await deliver(order.uid)
    expect((await receivedBy(order.uid)).map(({ subject }) => subject).sort()).toEqual([
      'Your payment for Fox (LICENCE) was refunded',
      'Your receipt for Fox (LICENCE)',
    ])
  })

  test('of the go-live probe sends none', async () => {
    const order = await paidOrder()
    await database.query('UPDATE orders SET is_probe = true WHERE id = $1', [order.id])
    expect(await mailOrder(order.id, new Date())).toBe(0)
  })
})

describe('an account', () => {
  const password = 'three quiet evenings'
  const origin = { address: undefined }

  test('is told of a new password, and at its old address of a new one', async () => {
    const { uid } = await createUser({ email: 'first@example.com', password })
    await changePassword({ uid, current: password, password: `${password} more`, ...origin })
    await changeEmail({ uid, email: 'second@example.com', password: `${password} more`, ...origin })
    await deliver(uid)
    expect((await receivedBy('first@example.com')).map(({ subject }) => subject).sort()).toEqual([
      'The e-mail address of your Foldline account was changed',
      'Your Foldline password was changed',
    ])
    expect((await receivedBy('second@example.com')).map(({ subject }) => subject)).toEqual([
      'Confirm your address for Foldline',
    ])
  })

  test('is told that it is closed, also when it is erased in the same breath; then the address is forgotten', async () => {
    const uid = await newBuyer(database)
    await eraseCustomer(uid, new Date())
    await deliver(uid)
    expect((await receivedBy(`${uid}@example.com`)).map(({ subject }) => subject)).toEqual([
      'Your Foldline account is closed',
    ])
    expect((await queued(uid)).map(({ recipient }) => recipient)).toEqual([''])
  })

  test('what was sent before keeps no address once it is erased, and what waits is not sent', async () => {
    const order = await paidOrder()
    await mailOrder(order.id, new Date())
    await closeAccount(order.uid, new Date())
    await deliver(order.uid)
    await eraseCustomer(order.uid, new Date())
    expect((await queued(order.uid)).map(({ recipient }) => recipient)).toEqual(['', ''])
  })
})

describe('a mail server', () => {
  const message = { subject: 'Hello', html: '<p>Hello</p>', text: 'Hello' }

  const at = (url: string | undefined, recipient = 'a@example.com') =>
    handOver('0'.repeat(20), recipient, message, { url, from: 'Shop <shop@example.com>' })

  const portOf = async (server: { address(): unknown }) => (server.address() as { port: number }).port

  test('that refuses for now is tried again, one that refuses for good is not', async () => {
    const listening = refusing.listen(0, '127.0.0.1')
    await new Promise((resolve) => listening.once('listening', resolve))
    const url = `smtp://127.0.0.1:${await portOf(listening)}`
    refusal = { code: 451 }
    expect(await at(url)).toMatchObject({ ok: false, final: false, problem: expect.stringContaining('451') })
    refusal = { code: 550 }
    expect(await at(url)).toMatchObject({ ok: false, final: true })
  })

  test('that is away, or hangs up half-way, is tried again', async () => {
    expect(await at(`smtp://127.0.0.1:${await freePort()}`)).toMatchObject({ ok: false, final: false })
    const hangsUp = createServer((socket) => {
      socket.on('error', () => {})
      socket.write('220 hello\r\n')
      socket.once('data', () => socket.destroy())
    }).listen(0, '127.0.0.1')
    silent.push(hangsUp)
    await new Promise((resolve) => hangsUp.once('listening', resolve))
    expect(await at(`smtp://127.0.0.1:${await portOf(hangsUp)}`)).toMatchObject({ ok: false, final: false })
  })

  test.each([
    ['never greets', undefined],
    ['falls silent half-way', '250 hello\r\n'],
  ])('that %s is given up for now, and tried again', async (_, answer) => {
    const slow = createServer((socket) => {
      socket.on('error', () => {})
      if (answer === undefined) return
      socket.write('220 hello\r\n')
      socket.once('data', () => socket.write(answer))
    }).listen(0, '127.0.0.1')
    silent.push(slow)
    await new Promise((resolve) => slow.once('listening', resolve))
    const url = `smtp://127.0.0.1:${await portOf(slow)}`
    const waits = { connect: 200, answer: 200 }
    expect(
      await handOver('0'.repeat(20), 'a@example.com', message, { url, from: 'shop@example.com', waits }),
    ).toMatchObject({ ok: false, final: false })
  })

  test('where there is none, the message says so and is given up', async () => {
    expect(await at(undefined)).toMatchObject({
      ok: false,
      final: true,
      problem: expect.stringContaining('SMTP_URL'),
    })
  })

  test.each(["o'hara+tag@example.com", 'a.b-c_d@sub.example.co.uk', '{x}|y~z@example.com'])(
    'takes the odd but valid address %s unchanged',
    async (address) => {
      expect(await at(mailbox.smtpUrl, address)).toEqual({ ok: true })
      expect((await received())[0]?.to).toContain(address)
    },
  )
})

test('an operator sends a message again, once for each press', async () => {
  const order = await paidOrder()
  await mailOrder(order.id, new Date())
  await deliver(order.uid)
  const [first] = await queued(order.uid)
  const key = '0'.repeat(20)
  const again = await resendMail(first?.id ?? '', key)
  expect(again).toMatchObject({ id: expect.any(String) })
  expect(await resendMail(first?.id ?? '', key)).toBe('repeated')
  await deliver(order.uid)
  expect(await receivedBy(order.uid)).toHaveLength(2)
  expect(typeof again === 'object' && (await findMail(again.id))?.sentAt).toBeInstanceOf(Date)
})

describe('a membership', () => {
  const dayMs = 86_400_000
  const from = (start: Date, days: number) => new Date(start.getTime() + days * dayMs)
  const kindsOf = async (uid: Uid) => (await queued(uid)).map(({ kind }) => kind)

  async function member(plan: Parameters<typeof newMembership>[1], paidAt: Date) {
    const order = await newMembership(database, plan)
    const ref = newReference()
    await notifyMembership(order, { ref, type: 0, subscription_id: ref, paid_at: dateTime(paidAt) })
    return { ...order, ref }
  }

  test('reminds of the end of a trial two days before, once', async () => {
    const start = new Date()
    const { uid } = await member({ trial: [100, 14, 'day'] }, start)
    await mailReminders(from(start, 11))
    expect(await kindsOf(uid)).toEqual([])
    await mailReminders(from(start, 12.5))
    await mailReminders(from(start, 13))
    expect(await kindsOf(uid)).toEqual(['TRIAL_ENDS'])
    await deliver(uid)
    expect((await receivedBy(uid))[0]).toMatchObject({
      subject: 'Club: your trial is ending',
      text: expect.stringContaining('You are then charged $6.00, unless you cancel first.'),
    })
  })

  test('reminds of a renewal that is half a year after the last, and of no monthly one', async () => {
    const start = new Date()
    const halfYearly = await member({ length: 6, unit: 'month' }, start)
    const monthly = await member({}, start)
    await mailReminders(from(start, 26))
    await mailReminders(from(start, 176))
    expect(await kindsOf(halfYearly.uid)).toEqual(['RENEWAL_COMING'])
    expect(await kindsOf(monthly.uid)).toEqual([])
  })

  test('tells that a charge is being retried, and nothing once it was cancelled', async () => {
    const start = from(new Date(), -31.5)
    const late = await member({}, start)
    const cancelled = await member({}, start)
    await database.query(
      "INSERT INTO cancellations (order_id, cause, requested_at) VALUES ($1, 'BUYER', now())",
      [cancelled.id],
    )
    await mailReminders(new Date())
    expect(await kindsOf(late.uid)).toContain('PAYMENT_RETRIED')
    expect(await kindsOf(cancelled.uid)).not.toContain('PAYMENT_RETRIED')
  })
})

describe('the admins', () => {
  test('are told at once of what costs money, once each, and daily of all that is open', async () => {
    const admins = [await newBuyer(database), await newBuyer(database)]
    await database.query("UPDATE users SET role = 'ADMIN' WHERE uid = ANY($1)", [admins])
    await db().alert.deleteMany()
    await raiseAlert(db(), { kind: 'overpaid', subject: 'r1', message: 'Order 1 was paid twice.' })
    await raiseAlert(db(), { kind: 'low_stock', subject: 'p1', message: 'Few keys are left.' })
    expect(await mailAlerts()).toBe(2)
    expect(await mailAlerts()).toBe(0)
    expect(await mailDigest()).toBe(2)
    expect(await mailDigest()).toBe(0)
    for (const uid of admins) await deliver(uid)
    const mails = await receivedBy(admins[0] ?? '')
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Foldline: 2 alerts are open',
      'Foldline: Duplicate payments',
    ])
    expect(mails[0]?.text).toContain('Few keys are left.')
    expect(mails[1]?.text).toContain('Order 1 was paid twice.')
  })

  test('are told nothing of an alert that was resolved meanwhile', async () => {
    const uid = await newBuyer(database)
    await database.query("UPDATE users SET role = 'ADMIN' WHERE uid = $1", [uid])
    await db().alert.deleteMany()
    await raiseAlert(db(), { kind: 'conflict', subject: 'r2', message: 'Two versions.' })
    await mailAlerts()
    await db().alert.updateMany({ data: { resolvedAt: new Date(), resolvedBy: 'test' } })
    await deliver(uid)
    expect(await receivedBy(uid)).toEqual([])
    expect(await queued(uid)).toMatchObject([{ sentAt: null, problem: 'The alert was resolved before.' }])
  })
})
