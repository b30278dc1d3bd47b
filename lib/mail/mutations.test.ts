import { createServer, type Server } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { changeEmail, changePassword, createUser } from '@/lib/accounts/mutations'
import { company } from '@/lib/brand/company'
import { closeAccount } from '@/lib/closing/mutations'
import { eraseCustomer } from '@/lib/customers/mutations'
import { db } from '@/lib/db'
import type { OrderId, PaymentRef, Uid } from '@/lib/ids'
import { findMail } from '@/lib/mail/data'
import { drawMail } from '@/lib/mail/draw'
import { mailOrder, resendMail } from '@/lib/mail/mutations'
import { handOver } from '@/lib/mail/transport'
import { receivePingback } from '@/lib/pingbacks/receive'
import { freePort } from '@/scripts/postgres'
import { testMailbox } from '@/test/support/mailbox'
import { newBuyer, newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const { smtpUrl, received, receivedBy, queued, deliver } = await testMailbox()
/** Says no in the way that a test wants. */
let refusal: { code: number } | undefined
let refusing: SMTPServer
const silent: Server[] = []

beforeAll(() => {
  refusing = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_, __, done) =>
      done(Object.assign(new Error('No such mailbox'), { responseCode: refusal?.code ?? 550 })),
  })
  refusing.on('error', () => {})
})
afterAll(() => {
  refusing.close()
  for (const server of silent) server.close()
})
beforeEach(() => {
  refusal = undefined
})

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

const message = { subject: 'Hello', html: '<p>Hello</p>', text: 'Hello', attachments: [] }

describe('a mail server', () => {
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
      expect(await at(smtpUrl, address)).toEqual({ ok: true })
      expect((await received())[0]?.to).toContain(address)
    },
  )
})

describe('what somebody typed', () => {
  test('adds no header to a message and no recipient', async () => {
    const shop = {
      shop: 'Foldline',
      shopUrl: 'https://localhost:3000',
      company: company(),
      tag: 'en-GB',
    }
    const mail = drawMail(
      { subject: 'Fox\r\nBcc: victim@example.com\r\n\r\nInjected', blocks: ['Hello'] },
      shop,
    )
    const handed = await handOver('1'.repeat(20), 'reader@example.com', mail)
    expect(handed).toEqual({ ok: true })
    const [arrived] = await received()
    expect(arrived).toMatchObject({
      to: 'reader@example.com',
      subject: 'Fox Bcc: victim@example.com Injected',
      text: expect.stringContaining('Hello'),
    })
  })

  test.each(['a@example.com\r\nRCPT TO:<victim@example.com>', 'a@example.com, victim@example.com'])(
    'reaches nobody else by the address %j',
    async (recipient) => {
      const before = (await received()).length
      const handed = await handOver('2'.repeat(20), recipient, message)
      const added = (await received()).slice(0, (await received()).length - before)
      expect(added.flatMap(({ to }) => to.split(', '))).not.toContain('victim@example.com')
      expect([handed.ok, added.length]).toEqual([false, 0])
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
