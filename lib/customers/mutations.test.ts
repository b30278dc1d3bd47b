import { describe, expect, test } from 'vitest'
import { createUser } from '@/lib/accounts/mutations'
import { recordAct } from '@/lib/audit'
import { eraseCustomer, erasedText, eraseWithin, flagCustomer } from '@/lib/customers/mutations'
import { personalData, personalDataFile } from '@/lib/customers/personal-data'
import { db } from '@/lib/db'
import { decideGoods } from '@/lib/deliveries/mutations'
import { newId } from '@/lib/ids'
import { addNote } from '@/lib/notes/mutations'
import { keepRefused } from '@/lib/pingbacks/mutations'
import { receivePingback } from '@/lib/pingbacks/receive'
import { preview } from '@/lib/preview'
import { seal } from '@/lib/security/seal'
import { uidOf } from '@/test/support/ids'
import { newMembership, notifyMembership } from '@/test/support/memberships'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const now = new Date()
const password = 'seven paper herons'
let count = 0

/** Somebody with an order paid by card, a note, a download, a saved card and a notice that names them. */
async function customer() {
  const email = `ada${++count}@mill.example`
  const { uid } = await createUser({ email, password, name: 'Ada Lovelace', address: '203.0.113.77' })
  const order = await newOrder(database, { uid, kinds: ['DOWNLOAD'] })
  const ref = newReference()
  await receivePingback(pingbackQuery({ uid, goodsid: order.id, ref, type: 0 }), '203.0.113.9')
  await database.query(
    `UPDATE pingbacks SET parameters = parameters || jsonb_build_object('buyer', $2::text, 'customer_name', 'Ada', 'user_ip', '203.0.113.77')
     WHERE ref = $1`,
    [ref, email],
  )
  await database.query(
    `INSERT INTO terms_acceptances (order_id, uid, policy_version, wording, address) VALUES ($1, $2, '1', 'Yes.', '203.0.113.77')`,
    [order.id, uid],
  )
  await database.query(
    `INSERT INTO charge_attempts (id, order_id, state, address, brand, last4, updated_at)
     VALUES ($1, $2, 'SUCCEEDED', '203.0.113.77', 'Visa', '4242', now())`,
    [newId(), order.id],
  )
  await database.query(
    `INSERT INTO downloads (delivery_id, order_id, address, user_agent) SELECT id, order_id, '203.0.113.77', 'Paper/1'
     FROM deliveries WHERE order_id = $1`,
    [order.id],
  )
  await db().savedCard.create({
    data: {
      id: newId(),
      uid,
      brand: 'Visa',
      last4: '4242',
      expMonth: '12',
      expYear: '2031',
      sealed: seal('token', 'saved-card x'),
    },
  })
  await addNote({ uid }, 'boss@shop.example', 'Ada called from 203.0.113.77.')
  await addNote({ orderId: order.id }, 'boss@shop.example', 'Lives in Mill Lane.')
  await decideGoods({
    orderId: order.id,
    kind: 'GRANT',
    actor: 'boss@shop.example',
    reason: 'Lives in Mill Lane.',
  })
  const boss = { name: 'boss@shop.example', address: '192.0.2.1' }
  const facts = { 'Card charge 7 of the card ending 4242': 'SUCCEEDED' }
  const about = { subject: uid, orderId: order.id, reason: 'Ada called.', before: facts, after: facts }
  await recordAct(boss, { act: 'order.grant', sentence: 'Granted.', ...about })
  await recordAct(boss, {
    act: 'export.orders',
    sentence: 'An export of orders began.',
    after: { buyer: email, others: `x${email} ${email}pany` },
  })
  return { uid, email, order: order.id, ref }
}

/** Every row of every table, as text. */
async function everything(): Promise<string> {
  const tables = await database.query<{ name: string }>(
    `SELECT quote_ident(table_name) AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  )
  const rows = await Promise.all(
    tables.map(({ name }) => database.query<{ row: string }>(`SELECT t::text AS row FROM ${name} t`)),
  )
  return rows
    .flat()
    .map(({ row }) => row)
    .join('\n')
}

describe('erasing', () => {
  test('leaves nothing personal in any table, and the books under the uid', async () => {
    const { uid, email, order, ref } = await customer()
    expect(await everything()).toContain(email)
    const done = await eraseCustomer(uid, now)
    expect(done).toMatchObject({
      ok: true,
      erased: {
        closed: true,
        cards: 1,
        notes: 2,
        reasons: 1,
        addresses: 3,
        digits: 1,
        notices: 1,
        entries: 3,
      },
    })
    const left = await everything()
    // Not as a part of an id or a time.
    expect(left).not.toMatch(/(?<![\w.-])4242(?![\w-])/)
    for (const text of [`"${email}"`, 'Lovelace', '203.0.113.77', 'Paper/1', 'Mill Lane', 'Ada called']) {
      expect(left, text).not.toContain(text)
    }
    expect(
      await db().order.findUniqueOrThrow({ where: { id: order }, include: { payments: true } }),
    ).toMatchObject({
      uid,
      payments: [{ ref, state: 'PAID' }],
    })
    expect(await db().user.findUniqueOrThrow({ where: { uid } })).toMatchObject({
      erasedAt: expect.any(Date),
    })
    const [notice] = await database.query<{ parameters: Record<string, string> }>(
      'SELECT parameters FROM pingbacks WHERE ref = $1',
      [ref],
    )
    expect(notice?.parameters).toMatchObject({
      uid,
      ref,
      goodsid: order,
      buyer: erasedText,
      customer_name: erasedText,
    })
    expect(await db().auditEntry.findMany({ where: { orderId: order } })).toMatchObject([
      {
        act: 'order.grant',
        actor: 'boss@shop.example',
        address: '192.0.2.1',
        reason: erasedText,
        before: { 'Card charge 7': 'SUCCEEDED' },
      },
    ])
    // The addresses of others stand, also where theirs is a part of them.
    expect(await db().auditEntry.findFirst({ where: { act: 'export.orders' } })).toMatchObject({
      after: { buyer: uid, others: `x${email} ${email}pany` },
    })
  })

  test('takes sealed originals along, but for those that may be the only sign of a payment', async () => {
    const { uid, order, ref } = await customer()
    const keep = (query: string) =>
      keepRefused([
        {
          reason: 'unknown_parameter',
          recoverable: { advice: 'Name it.', secret: 'current' },
          address: '203.0.113.9',
          query,
          receivedAt: now,
        },
      ])
    const unpaid = newReference()
    await keep(pingbackQuery({ uid, goodsid: order, ref, type: 0, colour: 'red' }))
    await keep(pingbackQuery({ uid, goodsid: order, ref: unpaid, type: 0, colour: 'red' }))
    await keep(pingbackQuery({ uid: newId(), goodsid: order, ref, type: 0, colour: 'red' }))
    expect(await eraseCustomer(uid, now)).toMatchObject({ erased: { originals: 1 } })
    const left = await database.query(
      `SELECT parameters->>'ref' AS ref, lower(parameters->>'uid') = $1 AS theirs FROM refused_pingbacks ORDER BY id`,
      [uid],
    )
    expect(left).toEqual([
      { ref: unpaid, theirs: true },
      { ref, theirs: false },
    ])
  })

  test('does not count a repeated notice again', async () => {
    const { uid, order } = await customer()
    const query = pingbackQuery({ uid, goodsid: order, ref: newReference(), type: 0 })
    await receivePingback(query, '203.0.113.9')
    await eraseCustomer(uid, now)
    const before = await db().pingback.count()
    await receivePingback(query, '203.0.113.9')
    expect(await db().pingback.count()).toBe(before)
    expect(await db().alert.count({ where: { kind: 'conflict' } })).toBe(0)
  })

  test('twice, and at once, does no harm, and takes what has come since', async () => {
    const { uid, order } = await customer()
    await Promise.all([eraseCustomer(uid, now), eraseCustomer(uid, now)])
    const { erasedAt } = await db().user.findUniqueOrThrow({ where: { uid } })
    await addNote({ orderId: order }, 'boss@shop.example', 'Ada wrote once more.')
    expect(await eraseCustomer(uid, now)).toMatchObject({
      erased: { closed: false, notes: 1, addresses: 0, notices: 0 },
    })
    expect((await db().user.findUniqueOrThrow({ where: { uid } })).erasedAt).toEqual(erasedAt)
  })

  test('that breaks off has done nothing', async () => {
    const { uid, email } = await customer()
    await database.query(
      `CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'broken off'; END $$`,
    )
    await database.query(
      'CREATE TRIGGER break_off AFTER UPDATE ON downloads FOR EACH ROW EXECUTE FUNCTION break_off()',
    )
    await expect(eraseCustomer(uid, now)).rejects.toThrow('broken off')
    await database.query('DROP FUNCTION break_off CASCADE')
    expect(await db().user.findUniqueOrThrow({ where: { uid } })).toMatchObject({ email, erasedAt: null })
    expect(await eraseCustomer(uid, now)).toMatchObject({ ok: true })
  })

  test('is shown before it is done, and then has not been done', async () => {
    const { uid, email } = await customer()
    const order = await newMembership(database, { uid })
    await notifyMembership(order, { ref: newReference(), type: 0 })
    const patient = { lockWithin: 250, doneWithin: 10_000 }
    const shown = await preview((transaction) => eraseWithin(transaction, uid, now), patient)
    expect(shown).toMatchObject({
      known: true,
      result: { ok: true, erased: { stopped: [order.id], notes: 2 } },
    })
    expect(await db().user.findUniqueOrThrow({ where: { uid } })).toMatchObject({ email, closedAt: null })
    expect(await db().cancellation.count({ where: { orderId: order.id } })).toBe(0)
    expect(await eraseCustomer(uid, now)).toEqual({
      ok: true,
      erased: shown.known && 'erased' in shown.result ? shown.result.erased : {},
    })
  })

  test('of an operator is refused; of who was one, their acts bear the uid', async () => {
    const { uid, email } = await customer()
    await database.query(`UPDATE users SET role = 'REVIEWER' WHERE uid = $1`, [uid])
    const id = await recordAct(
      { uid, name: email, address: '203.0.113.77' },
      { act: 'order.note', sentence: 'Added.' },
    )
    expect(await eraseCustomer(uid, now)).toEqual({ ok: false, why: 'operator' })
    expect(await eraseCustomer(uidOf(newId()), now)).toEqual({ ok: false, why: 'missing' })
    await database.query(`UPDATE users SET role = 'BUYER' WHERE uid = $1`, [uid])
    expect(await eraseCustomer(uid, now)).toMatchObject({ ok: true, erased: { entries: 4 } })
    expect(await db().auditEntry.findUniqueOrThrow({ where: { id } })).toMatchObject({
      actor: uid,
      actorUid: uid,
      address: null,
      act: 'order.note',
      sentence: 'Added.',
    })
    expect(await everything()).not.toContain(`"${email}"`)
  })
})

test.each([
  `sentence = 'Nothing.'`,
  `actor = 'somebody else'`,
  `actor = actor_uid, address = NULL, sentence = 'Nothing.'`,
  `actor = actor_uid, address = NULL, allowed = false`,
])('the audit log takes no other change: %s', async (change) => {
  const uid = uidOf(newId())
  const id = await recordAct(
    { uid, name: 'boss@shop.example', address: '203.0.113.1' },
    { act: 'x', sentence: 'Done.' },
  )
  await database.query(`UPDATE audit_entries SET ${change} WHERE id = $1`, [id])
  await database.query('DELETE FROM audit_entries WHERE id = $1', [id])
  expect(await db().auditEntry.findUniqueOrThrow({ where: { id } })).toMatchObject({
    actor: 'boss@shop.example',
    address: '203.0.113.1',
    allowed: true,
    sentence: 'Done.',
  })
})

describe('the file of personal data', () => {
  test('holds what is known of the person, and no secret', async () => {
    const { uid, email, order, ref } = await customer()
    await database.query(
      `UPDATE users SET totp_sealed = '\\x01', totp_confirmed_at = now(), totp_last_step = 7 WHERE uid = $1`,
      [uid],
    )
    const data = await personalData(uid)
    if (!data) throw new Error('nobody')
    const file = personalDataFile(data)
    expect(JSON.parse(file)).toMatchObject({
      account: {
        uid,
        email,
        name: 'Ada Lovelace',
        savedCards: [{ last4: '4242' }],
        notes: [{ text: expect.any(String) }],
      },
      orders: [
        {
          id: order,
          payments: [{ ref }],
          acceptance: { address: '203.0.113.77' },
          downloads: [{ userAgent: 'Paper/1' }],
        },
      ],
      pingbacks: [{ ref }],
    })
    expect(file).not.toMatch(/password|sealed|"sig"|totpLastStep|sessionVersion|boss@shop/i)
    expect(await personalData(uidOf(newId()))).toBeNull()
  })
})

describe('a flag', () => {
  test('is set and taken off once; the second operator is told', async () => {
    const { uid } = await customer()
    const set = await Promise.all([flagCustomer(uid, true), flagCustomer(uid, true)])
    expect(set.sort()).toEqual([false, true])
    expect((await db().user.findUniqueOrThrow({ where: { uid } })).flaggedAt).toBeInstanceOf(Date)
    expect([await flagCustomer(uid, false), await flagCustomer(uid, false)]).toEqual([true, false])
    expect(await flagCustomer(uidOf(newId()), true)).toBe(false)
  })
})
