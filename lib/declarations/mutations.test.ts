import { beforeEach, describe, expect, test } from 'vitest'
import { closeAccount } from '@/lib/closing/mutations'
import { eraseCustomer } from '@/lib/customers/mutations'
import { personalData } from '@/lib/customers/personal-data'
import { db } from '@/lib/db'
import {
  carryOutCancellation,
  declareCancellation,
  deleteOldDeclarations,
} from '@/lib/declarations/mutations'
import type { Cancellation } from '@/lib/declarations/schema'
import { newId, type OrderId } from '@/lib/ids'
import { tasks } from '@/lib/jobs/tasks'
import { sendMail } from '@/lib/mail/mutations'
import { testMailbox } from '@/test/support/mailbox'
import { newMembership, notifyMembership } from '@/test/support/memberships'
import { newReference } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const mailbox = await testMailbox()
const now = new Date()
let networks = 0
let address = ''

beforeEach(async () => {
  address = `203.0.113.${++networks}`
  await database.query('TRUNCATE outbox_jobs')
})

/** A running membership, and the address of its owner. */
async function member() {
  const order = await newMembership(database)
  await notifyMembership(order, { ref: newReference(), type: 0 })
  const { email } = await db().user.findUniqueOrThrow({ where: { uid: order.uid } })
  return { ...order, email }
}

function declarationOf(given: Partial<Cancellation>): Cancellation {
  const usual = { contract: 'Club', name: 'Ana Papel', email: `nobody${newId()}@example.com` }
  return { ...usual, kind: 'ordinary', reason: '', endsOn: '', ...given }
}

async function declare(given: Partial<Cancellation>, key = newId()) {
  const done = await declareCancellation(key, declarationOf(given), { language: 'de', address })
  if (!done.ok) throw new Error('refused')
  return done.declared
}

/** Runs the jobs that wait, as the worker does, and returns their payloads. */
async function work() {
  const jobs = await db().outboxJob.findMany({
    where: { task: 'carry-out-cancellation' },
    orderBy: { id: 'asc' },
  })
  await db().outboxJob.deleteMany({ where: { task: 'carry-out-cancellation' } })
  for (const { payload } of jobs) await tasks['carry-out-cancellation'](payload, {} as never)
  return jobs.map(({ payload }) => payload)
}

const cancelled = (orderId: OrderId) => db().cancellation.findMany({ where: { orderId } })
const stopJobs = (orderId: OrderId) =>
  db().outboxJob.count({ where: { task: 'cancel-subscription', jobKey: `cancel-subscription:${orderId}` } })
const alertsOf = (subject: string) =>
  db().alert.findMany({ where: { kind: 'cancellation_declared', subject } })

async function letterTo(email: string) {
  for (const { id } of await db().mail.findMany({ where: { recipient: email, sentAt: null } }))
    await sendMail(id)
  return mailbox.receivedBy(email)
}

describe('a cancellation declared without signing in', () => {
  test('that names the order and its owner’s address stops the renewals as one in the account does, and is confirmed', async () => {
    const { id, uid, email } = await member()
    const { id: declaration } = await declare({ contract: `Bestellung ${id.toUpperCase()}`, email })
    // The page has answered, and nobody can tell from it, or from what is stored, whether there is such a membership.
    expect(await cancelled(id)).toEqual([])
    await work()
    expect(await cancelled(id)).toMatchObject([{ cause: 'BUYER' }])
    expect(await stopJobs(id)).toBe(1)
    expect(await db().declaration.findUnique({ where: { id: declaration } })).toMatchObject({
      outcome: 'STOPPED',
      orderId: id,
    })
    expect(await alertsOf(declaration)).toEqual([])
    const [letter, ...others] = await letterTo(email)
    expect(others.filter(({ subject }) => subject.includes('Kündigung'))).toEqual([])
    expect(letter?.subject).toBe('Wir haben Ihre Kündigung erhalten')
    for (const text of [
      'Ana Papel',
      'Ordentliche Kündigung',
      'Die Mitgliedschaft „Club“ ist gekündigt.',
      'Die Mitgliedschaft läuft noch bis zum',
    ])
      expect(letter?.text).toContain(text)
    const data = await personalData(uid)
    expect(JSON.stringify(data?.orders)).toContain('Ana Papel')
  })

  test('finds the order’s number among other words, as long as a number or not', async () => {
    const { id, email } = await member()
    await declare({ contract: `Jahresmitgliedschaft ${newId()}, ${id}.`, email })
    await work()
    expect(await cancelled(id)).toHaveLength(1)
  })

  test('that names two orders of its owner stops neither: a person looks', async () => {
    const { id, uid, email } = await member()
    const second = await newMembership(database, { uid })
    await notifyMembership(second, { ref: newReference(), type: 0 })
    const { id: declaration } = await declare({ contract: `${id} und ${second.id}`, email })
    await work()
    expect([...(await cancelled(id)), ...(await cancelled(second.id))]).toEqual([])
    expect(await alertsOf(declaration)).toHaveLength(1)
  })

  test('is repeated in the letter so that no mail program makes a link of it', async () => {
    const { email } = await declare({ contract: 'Club', name: 'Pay at evil.example/club', reason: '' })
    await work()
    const [letter] = await letterTo(email)
    expect(letter?.text).toContain('Pay at evil.')
    expect(`${letter?.text}${letter?.html}`).not.toContain('evil.example')
    expect(letter?.text).toContain(email)
  })

  test.each<[string, (of: { id: string; email: string }) => Partial<Cancellation>]>([
    ['another address', ({ id }) => ({ contract: id })],
    ['another number', ({ email }) => ({ contract: newId(), email })],
    ['the membership’s name alone', ({ email }) => ({ contract: 'Club', email })],
  ])(
    'with %s stops nothing: an operator is alerted, and the letter says that a person looks',
    async (_, given) => {
      const order = await member()
      const { id, email } = await declare(given(order))
      await work()
      await work()
      expect(await cancelled(order.id)).toEqual([])
      expect(await alertsOf(id)).toMatchObject([{ orderId: null, resolvedAt: null }])
      expect((await alertsOf(id))[0]?.message).not.toContain(email)
      const [letter] = await letterTo(email)
      expect(letter?.text).toContain('Sie wird jetzt von Hand geprüft')
      expect(letter?.text).not.toContain('ist gekündigt')
    },
  )

  test('of a membership that has ended, or of a closed account, is for an operator', async () => {
    const { id, uid, email } = await member()
    await closeAccount(uid, now)
    const { id: declaration } = await declare({ contract: id, email })
    await work()
    expect(await alertsOf(declaration)).toHaveLength(1)
    expect(await cancelled(id)).toMatchObject([{ cause: 'CLOSED' }])
  })

  test('sent twice and many times at once is one; carried out twice and at once it does its work once', async () => {
    const { id, email } = await member()
    const key = newId()
    const given = { contract: id, email }
    const all = await Promise.all(Array.from({ length: 3 }, () => declare(given, key)))
    const again = await declare(given, key)
    expect(new Set([...all, again].map(({ declaredAt }) => declaredAt.getTime())).size).toBe(1)
    expect(await db().declaration.count({ where: { email } })).toBe(1)
    expect(await work()).toHaveLength(1)
    await Promise.all(Array.from({ length: 3 }, () => carryOutCancellation(key, now)))
    expect(await cancelled(id)).toHaveLength(1)
    expect(await stopJobs(id)).toBe(1)
    expect(await db().mail.count({ where: { declarationId: key } })).toBe(1)
    // Somebody went back in the browser and wrote something else.
    const other = await declare({ ...given, name: 'Ben' }, key)
    expect(other.id).not.toBe(key)
  })

  test.each([
    ['the renewals are recorded', 'cancellations'],
    ['the letter is queued', 'mails'],
  ])('that breaks off when %s is done by the next run of its job', async (_, table) => {
    const { id, email } = await member()
    const { id: declaration } = await declare({ contract: id, email })
    await database.query(
      `CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken off'; END $$`,
    )
    await database.query(
      `CREATE TRIGGER break_off AFTER INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION break_off()`,
    )
    await expect(work()).rejects.toThrow('broken off')
    await database.query('DROP FUNCTION break_off CASCADE')
    await carryOutCancellation(declaration, now)
    expect(await cancelled(id)).toHaveLength(1)
    expect(await stopJobs(id)).toBe(1)
    expect(await db().mail.count({ where: { declarationId: declaration } })).toBe(1)
  })

  test('to a later day waits until the period that it lies in is paid for', async () => {
    const { id, uid, email } = await member()
    const inDays = (days: number) => new Date(now.getTime() + days * 86_400_000)
    const endsOn = inDays(45).toISOString().slice(0, 10)
    const { id: declaration } = await declare({ contract: id, email, endsOn })
    await work()
    expect(await cancelled(id)).toEqual([])
    expect((await letterTo(email))[0]?.text).toContain('endet mit dem Zeitraum')
    await work()
    expect(await cancelled(id)).toEqual([])
    await notifyMembership({ id, uid }, { ref: newReference(), type: 0 }, inDays(31))
    await db().user.update({ where: { uid }, data: { email: `new-${email}` } })
    await carryOutCancellation(declaration, inDays(31))
    expect(await cancelled(id)).toMatchObject([{ cause: 'BUYER' }])
    expect(await db().mail.count({ where: { declarationId: declaration } })).toBe(1)
  })

  test('for good cause stops the renewals at once, and a person looks at the reason', async () => {
    const { id, email } = await member()
    const endsOn = '2099-01-01'
    const { id: declaration } = await declare({
      contract: id,
      email,
      kind: 'extraordinary',
      reason: 'Nichts geht.',
      endsOn,
    })
    await work()
    expect(await cancelled(id)).toHaveLength(1)
    expect(await alertsOf(declaration)).toMatchObject([{ orderId: id }])
    expect((await letterTo(email))[0]?.text).toContain('Kündigungsgrund: Nichts geht.')
  })
})

describe('against abuse', () => {
  test('one network declares 30 an hour', async () => {
    for (let time = 0; time < 30; time++) await declare({})
    const refused = await declareCancellation(newId(), declarationOf({}), { language: 'en', address })
    expect(refused).toEqual({ ok: false, minutes: expect.any(Number) })
    const elsewhere = await declareCancellation(newId(), declarationOf({}), {
      language: 'en',
      address: '198.51.100.9',
    })
    expect(elsewhere.ok).toBe(true)
  })

  test('one address is sent three letters an hour, and one more to whoever then names their membership', async () => {
    const { id, email } = await member()
    for (let time = 0; time < 4; time++) await declare({ email })
    await work()
    const letters = { recipient: email, kind: 'CANCELLATION_DECLARED' } as const
    expect(await db().mail.count({ where: letters })).toBe(3)
    const last = await declare({ email, contract: id })
    await work()
    await declare({ email, contract: id, name: 'Ana again' })
    await work()
    expect(await db().mail.count({ where: letters })).toBe(4)
    expect(await db().mail.count({ where: { declarationId: last.id } })).toBe(1)
    expect(await cancelled(id)).toHaveLength(1)
  })
})

describe('what is personal in it', () => {
  test('is erased with its customer, also where it matched nothing', async () => {
    const { id, uid, email } = await member()
    const matched = await declare({ contract: id, email })
    const other = await declare({ contract: 'Club', email })
    await work()
    await letterTo(email)
    expect((await personalData(uid))?.declarations).toEqual([])
    await db().user.update({ where: { uid }, data: { emailProvenAt: now } })
    expect((await personalData(uid))?.declarations).toMatchObject([{ id: other.id, contract: 'Club' }])
    expect((await eraseCustomer(uid, now)) as object).toMatchObject({ erased: { declarations: 2 } })
    const rows = await database.query('SELECT * FROM declared_cancellations WHERE id = ANY($1)', [
      [matched.id, other.id],
    ])
    expect(JSON.stringify(rows)).not.toMatch(/Ana|@/)
    const mails = await db().mail.findMany({
      where: { declarationId: { in: [matched.id, other.id] } },
    })
    expect(mails.map(({ recipient }) => recipient)).toEqual(['', ''])
  })

  test('is deleted after three years, with the record of its letter', async () => {
    const { id, email } = await declare({})
    await work()
    expect(await db().mail.count({ where: { recipient: email } })).toBe(1)
    const set = (day: string) =>
      database.query('UPDATE declared_cancellations SET declared_at = $2 WHERE id = $1', [id, day])
    await set('2023-01-01')
    expect(await deleteOldDeclarations(new Date('2026-12-31T23:59:59Z'))).toBe(0)
    await set('2022-12-31')
    expect(await deleteOldDeclarations(new Date('2026-12-31T23:59:59Z'))).toBe(1)
    expect(await db().mail.count({ where: { recipient: email } })).toBe(0)
  })

  test('is deleted after the same years where its job never ran, but not while it waits for its day', async () => {
    const [unseen, waiting] = [await declare({}), await declare({})]
    await db().declaration.update({ where: { id: waiting.id }, data: { outcome: 'WAITING' } })
    const set = (day: string) =>
      database.query('UPDATE declared_cancellations SET declared_at = $2 WHERE id = ANY($1)', [
        [unseen.id, waiting.id],
        day,
      ])
    await set('2023-01-01')
    expect(await deleteOldDeclarations(new Date('2026-12-31T23:59:59Z'))).toBe(0)
    await set('2022-12-31')
    expect(await deleteOldDeclarations(new Date('2026-12-31T23:59:59Z'))).toBe(1)
    expect(await db().declaration.findUnique({ where: { id: waiting.id } })).not.toBeNull()
  })
})
