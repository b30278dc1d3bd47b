import { beforeEach, expect, test } from 'vitest'
import { eraseCustomer } from '@/lib/customers/mutations'
import { personalData } from '@/lib/customers/personal-data'
import { db } from '@/lib/db'
import { findWithdrawalFacts } from '@/lib/declarations/data'
import { acknowledgeWithdrawal, declareCancellation, declareWithdrawal } from '@/lib/declarations/mutations'
import type { Withdrawal } from '@/lib/declarations/schema'
import { newId, type OrderId } from '@/lib/ids'
import { tasks } from '@/lib/jobs/tasks'
import { mailOrder, sendMail } from '@/lib/mail/mutations'
import { testMailbox } from '@/test/support/mailbox'
import { notifyMembership } from '@/test/support/memberships'
import { newOrder } from '@/test/support/orders'
import { newReference } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const mailbox = await testMailbox()
let networks = 0
let address = ''

beforeEach(async () => {
  address = `203.0.113.${++networks}`
  await database.query('TRUNCATE outbox_jobs')
})

/** A paid order, and the address of its owner. */
async function bought() {
  const order = await newOrder(database)
  await notifyMembership(order, { ref: newReference(), type: 0 })
  const { email } = await db().user.findUniqueOrThrow({ where: { uid: order.uid } })
  return { ...order, email }
}

function withdrawalOf(given: Partial<Withdrawal>): Withdrawal {
  return { contract: newId(), part: '', name: 'Ana Papel', email: `nobody${newId()}@example.com`, ...given }
}

async function declare(given: Partial<Withdrawal>, key = newId()) {
  const done = await declareWithdrawal(key, withdrawalOf(given), { language: 'de', address })
  if (!done.ok) throw new Error('refused')
  return done.declared
}

const task = 'acknowledge-withdrawal'

/** Runs the jobs that wait, as the worker does; returns how many. */
async function work() {
  const jobs = await db().outboxJob.findMany({ where: { task }, orderBy: { id: 'asc' } })
  await db().outboxJob.deleteMany({ where: { task } })
  for (const { payload } of jobs) await tasks[task](payload, {} as never)
  return jobs.length
}

const alertsOf = (subject: string) => db().alert.findMany({ where: { kind: 'withdrawal_declared', subject } })

async function lettersTo(email: string) {
  for (const { id } of await db().mail.findMany({ where: { recipient: email, sentAt: null } }))
    await sendMail(id)
  const letters = await mailbox.receivedBy(email)
  return letters.filter(({ subject }) => subject === 'Wir haben Ihren Widerruf erhalten')
}

/** What a refund would change. */
async function moneyOf(orderId: OrderId) {
  const payments = await db().payment.findMany({
    where: { orderId },
    select: { state: true, refunded: true },
  })
  const held = await db().delivery.count({ where: { orderId, withdrawnAt: null } })
  return { payments, held, acts: await db().operatorAct.count({ where: { orderId } }) }
}

test('one that names the order and its owner’s address is acknowledged with its time, and put to the operators; it refunds nothing', async () => {
  const { id, uid, email } = await bought()
  const before = await moneyOf(id)
  const declared = await declare({ contract: `Nr. ${id.toUpperCase()}`, email, part: 'Nur der Fuchs' })
  // The page has answered, and nothing of it depends on whether there is such an order.
  expect(declared).toMatchObject({ outcome: null, orderId: null })
  await work()
  expect(await db().declaration.findUnique({ where: { id: declared.id } })).toMatchObject({
    kind: 'WITHDRAWAL',
    outcome: 'MATCHED',
    orderId: id,
  })
  expect(await alertsOf(declared.id)).toMatchObject([
    { orderId: id, resolvedAt: null, message: expect.not.stringContaining('below') },
  ])
  expect(await moneyOf(id)).toEqual(before)
  const [letter, ...others] = await lettersTo(email)
  expect(others).toEqual([])
  const time = declared.declaredAt.toISOString().slice(11, 19)
  for (const text of ['Ana Papel', id.toUpperCase(), 'Nur der Fuchs', 'Hiermit widerrufe ich', email, time])
    expect(letter?.text).toContain(text)
  expect(JSON.stringify((await personalData(uid))?.orders)).toContain('Nur der Fuchs')
})

test('a stranger who knows the order’s number learns nothing by it, and its owner gets no letter', async () => {
  const { id, uid, email } = await bought()
  const before = await moneyOf(id)
  const stranger = await declare({ contract: id })
  const matched = await declare({ contract: id, email })
  await work()
  expect(await db().declaration.findUnique({ where: { id: stranger.id } })).toMatchObject({
    outcome: 'UNMATCHED',
    orderId: null,
  })
  expect(await alertsOf(stranger.id)).toMatchObject([{ orderId: null }])
  expect(await moneyOf(id)).toEqual(before)
  const letterIds = await db().mail.findMany({ where: { declarationId: stranger.id } })
  expect(letterIds).toMatchObject([{ recipient: stranger.email, uid: null, orderId: null }])
  expect(await db().mail.count({ where: { uid, kind: 'WITHDRAWAL_DECLARED' } })).toBe(1)
  // The owner's letter says no more than the stranger's.
  const plain = (text: string | undefined, { declaredAt, email }: typeof stranger) =>
    text?.replaceAll(email, '@').replace(declaredAt.toISOString().slice(11, 19), '')
  const [toStranger] = await lettersTo(stranger.email)
  const [toOwner] = await lettersTo(email)
  expect(plain(toStranger?.text, stranger)).toBe(plain(toOwner?.text, matched))
})

test('sent twice and many times at once it is one; acknowledged twice, at once and late it does its work once', async () => {
  const { id, email } = await bought()
  const key = newId()
  const given = { contract: id, email }
  const all = await Promise.all(Array.from({ length: 3 }, () => declare(given, key)))
  const again = await declare(given, key)
  expect(new Set([...all, again].map(({ declaredAt }) => declaredAt.getTime())).size).toBe(1)
  expect(await work()).toBe(1)
  await Promise.all(Array.from({ length: 3 }, () => acknowledgeWithdrawal(key)))
  expect(await alertsOf(key)).toHaveLength(1)
  // An operator has decided meanwhile, and the order is a closed account's.
  await db().alert.updateMany({
    where: { subject: key },
    data: { resolvedAt: new Date(), resolvedBy: 'ann' },
  })
  await db().user.updateMany({ where: { email }, data: { email: `new-${email}` } })
  await acknowledgeWithdrawal(key)
  expect(await alertsOf(key)).toMatchObject([{ resolvedBy: 'ann' }])
  expect(await db().mail.count({ where: { declarationId: key } })).toBe(1)
  // Somebody went back in the browser and wrote something else.
  expect((await declare({ ...given, part: 'Nur der Fuchs' }, key)).id).not.toBe(key)
})

test.each(['alerts', 'mails', 'outbox_jobs'])(
  'one that breaks off when its row of %s is written is done whole by the next run of its job',
  async (table) => {
    const { id, email } = await bought()
    const { id: key } = await declare({ contract: id, email })
    await database.query(
      `CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken off'; END $$`,
    )
    await database.query(
      `CREATE TRIGGER break_off AFTER INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION break_off()`,
    )
    await expect(work()).rejects.toThrow('broken off')
    expect(await db().declaration.findUnique({ where: { id: key } })).toMatchObject({ outcome: null })
    await database.query('DROP FUNCTION break_off CASCADE')
    await acknowledgeWithdrawal(key)
    expect(await alertsOf(key)).toHaveLength(1)
    expect(await db().mail.count({ where: { declarationId: key } })).toBe(1)
  },
)

test('one that breaks off before its job is planned was not declared', async () => {
  await database.query(
    `CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken off'; END $$`,
  )
  await database.query(
    'CREATE TRIGGER break_off AFTER INSERT ON outbox_jobs FOR EACH ROW EXECUTE FUNCTION break_off()',
  )
  const key = newId()
  await expect(declare({}, key)).rejects.toThrow('broken off')
  await database.query('DROP FUNCTION break_off CASCADE')
  expect(await db().declaration.count({ where: { id: key } })).toBe(0)
  expect((await declare({}, key)).id).toBe(key)
})

test('a form of the other kind with the same key is another declaration', async () => {
  const key = newId()
  const { email } = await declare({}, key)
  const cancellation = {
    contract: 'Club',
    name: 'Ana',
    email,
    kind: 'ordinary',
    reason: '',
    endsOn: '',
  } as const
  const done = await declareCancellation(key, cancellation, { language: 'de', address })
  expect(done.ok && done.declared.id).not.toBe(key)
})

test('withdrawals count with cancellations: 30 an hour from one network', async () => {
  for (let time = 0; time < 30; time++) await declare({})
  const refused = await declareWithdrawal(newId(), withdrawalOf({}), { language: 'en', address })
  expect(refused).toEqual({ ok: false, minutes: expect.any(Number) })
})

test('one address is sent three letters an hour, and one more to whoever then names their order', async () => {
  const { id, email } = await bought()
  for (let time = 0; time < 4; time++) await declare({ email })
  await work()
  const letters = { recipient: email, kind: 'WITHDRAWAL_DECLARED' } as const
  expect(await db().mail.count({ where: letters })).toBe(3)
  for (let time = 0; time < 3; time++) await declare({ email, contract: id, part: `No. ${time}` })
  await work()
  expect(await db().mail.count({ where: letters })).toBe(4)
})

test('an operator decides by when the order was placed, paid, agreed to, confirmed, delivered and downloaded', async () => {
  const { id, uid } = await bought()
  await mailOrder(id, new Date())
  await mailbox.deliver(uid)
  const facts = await findWithdrawalFacts(id)
  expect(facts).toMatchObject({
    createdAt: expect.any(Date),
    payments: [{ paidAt: expect.any(Date) }],
    mails: [{ sentAt: expect.any(Date), gaveUpAt: null }],
    lines: [{ delivery: { grantedAt: expect.any(Date), downloads: [] } }],
  })
})

test('what is personal in it is erased with its customer, also where it matched nothing', async () => {
  const { id, uid, email } = await bought()
  const matched = await declare({ contract: id, email, part: 'Ana’s fox' })
  const other = await declare({ contract: 'Ana’s fox', email })
  await work()
  await lettersTo(email)
  expect((await eraseCustomer(uid, new Date())) as object).toMatchObject({ erased: { declarations: 2 } })
  const rows = await database.query('SELECT * FROM declared_cancellations WHERE id = ANY($1)', [
    [matched.id, other.id],
  ])
  expect(rows).toHaveLength(2)
  expect(JSON.stringify(rows)).not.toMatch(/Ana|@/)
})
