import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { changePasswordAction } from '@/lib/accounts/actions'
import { hashPassword } from '@/lib/accounts/password'
import { currentSessionId, startSession } from '@/lib/accounts/session'
import { grantAction, refundAction } from '@/lib/acts/actions'
import { readActOrder } from '@/lib/acts/data'
import { factsOf, writeSeen } from '@/lib/acts/facts'
import { createProductAction, setForSaleAction } from '@/lib/catalog/actions'
import {
  addCustomerNote,
  closeCustomerAction,
  eraseCustomerAction,
  flagAction,
} from '@/lib/customers/actions'
import { db } from '@/lib/db'
import { newId, type Uid } from '@/lib/ids'
import { addOrderNote } from '@/lib/notes/actions'
import { resolveAlertAction } from '@/lib/open-alerts/actions'
import { beginSecondFactorAction, changeRoleAction, inviteAction } from '@/lib/operators/actions'
import { markConfirmed } from '@/lib/operators/mutations'
import { receivePingback } from '@/lib/pingbacks/receive'
import { Browser } from '@/test/support/next-request'
import { newBuyer, newOrder, newProduct } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { type Provider, startProvider } from '@/test/support/provider'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
let provider: Provider
let admin: { uid: Uid; browser: Browser }

beforeAll(async () => {
  provider = await startProvider()
  process.env.PAYMENTWALL_API_URL = provider.url
  const uid = await newBuyer(database)
  const { sessionVersion } = await db().user.update({
    where: { uid },
    data: { role: 'ADMIN', passwordHash: await hashPassword('nine paper owls') },
  })
  const browser = new Browser('203.0.113.7')
  await browser.run(() => startSession({ uid, sessionVersion }))
  await browser.run(async () => markConfirmed(await currentSessionId()))
  admin = { uid, browser }
})
afterAll(() => provider.close())
beforeEach(() => {
  provider.calls.length = 0
})

/** What Paymentwall was asked; the emulator's clock is not its. */
const asked = () => provider.calls.filter(({ path }) => !path.startsWith('/control/'))

/** Has Paymentwall take a ticket on, after something else. */
function answerTicket(first: () => Promise<void>) {
  provider.answer = async ({ path }) => {
    if (path.startsWith('/control/')) return { json: {} }
    await first()
    return { json: { result: 1 } }
  }
}

const dying = `
  CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'dead'; END $$;
  CREATE TRIGGER die BEFORE INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION die()`
const alive = 'DROP FUNCTION die() CASCADE'

/** Does some work while nothing can be written to the audit log, as if the process died on the line before. */
async function dyingBeforeTheEntry(work: () => Promise<unknown>) {
  await database.query(dying)
  try {
    await expect(work()).rejects.toThrow('dead')
  } finally {
    await database.query(alive)
  }
}

const form = (fields: Record<string, string>) => {
  const data = new FormData()
  for (const [name, value] of Object.entries({ back: '/admin', ...fields })) data.set(name, value)
  return data
}

/** Every row of every table that an act writes to. */
const everything = async () => {
  const tables = [
    'users',
    'sessions',
    'notes',
    'alerts',
    'products',
    'decisions',
    'operator_acts',
    'invitations',
    'invitation_links',
  ]
  const rows = tables.map((table) =>
    database.query(`SELECT md5(string_agg(t::text, '' ORDER BY t::text)) FROM ${table} t`),
  )
  return Promise.all(rows)
}

async function paidOrder() {
  const order = await newOrder(database)
  const ref = newReference()
  await receivePingback(pingbackQuery({ uid: order.uid, goodsid: order.id, type: 0, ref }), undefined)
  return { ...order, ref }
}

async function actForm(order: Parameters<typeof readActOrder>[0]) {
  const read = await readActOrder(order, new Date())
  if (!read) throw new Error('no order')
  return form({ order, key: newId(), seen: writeSeen(factsOf(read, new Date())), reason: 'asked' })
}

const product = {
  name: 'Owl',
  slug: 'owl-paper',
  kind: 'LICENCE',
  'price.USD': '9.99',
  artwork: 'mark.svg',
  lowStock: '10',
  summary: 'An owl.',
  description: 'An owl of paper.',
  capture: 'yes',
}

describe('an act of which the audit log can’t be written', () => {
  test.each<[string, () => Promise<() => Promise<unknown>>]>([
    [
      'a note on an order',
      async () => {
        const { id } = await newOrder(database)
        return () => addOrderNote(form({ order: id, text: 'Called.' }))
      },
    ],
    [
      'a note on a customer',
      async () => {
        const uid = await newBuyer(database)
        return () => addCustomerNote(form({ uid, text: 'Called.' }))
      },
    ],
    [
      'a flag',
      async () => {
        const uid = await newBuyer(database)
        return () => flagAction(form({ uid, was: 'unflagged', reason: 'Odd.' }))
      },
    ],
    [
      'a role',
      async () => {
        const uid = await newBuyer(database)
        await db().user.update({ where: { uid }, data: { role: 'REVIEWER' } })
        return () => changeRoleAction(form({ uid, was: 'REVIEWER', role: 'ADMIN' }))
      },
    ],
    ['an invitation', async () => () => inviteAction(undefined, form({ role: 'REVIEWER', note: '' }))],
    ['a second factor', async () => () => beginSecondFactorAction(form({}))],
    [
      'a closed account',
      async () => {
        const uid = await newBuyer(database)
        return () => closeCustomerAction(form({ uid, reason: 'Asked.' }))
      },
    ],
    [
      'an erased customer',
      async () => {
        const uid = await newBuyer(database)
        return () => eraseCustomerAction(form({ uid }))
      },
    ],
    ['a new product', async () => () => createProductAction(undefined, form(product))],
    [
      'a retired product',
      async () => {
        const id = await newProduct(database)
        return () => setForSaleAction(form({ id, to: 'retired' }))
      },
    ],
    [
      'an alert',
      async () => {
        const { id } = await db().alert.create({
          data: { kind: 'overpaid', subject: newId(), message: 'Look.' },
        })
        return () => resolveAlertAction(form({ id: String(id), reason: 'Seen.' }))
      },
    ],
    [
      'a decision on goods',
      async () => {
        const { id } = await newOrder(database)
        const sent = await actForm(id)
        return () => grantAction(sent)
      },
    ],
    [
      'a refund',
      async () => {
        const { id } = await paidOrder()
        const sent = await actForm(id)
        return () => refundAction(sent)
      },
    ],
  ])('%s, leaves nothing behind, and Paymentwall is not called', async (_, prepare) => {
    const act = await prepare()
    const before = await everything()
    await dyingBeforeTheEntry(() => admin.browser.run(act))
    expect(await everything()).toEqual(before)
    expect(asked()).toEqual([])
    // The same act, alive, does something.
    await admin.browser.run(act)
    expect(await everything()).not.toEqual(before)
  })
})

const entriesOf = (orderId: string) =>
  db().auditEntry.findMany({ where: { orderId }, orderBy: { id: 'asc' } })

describe('an act that calls Paymentwall', () => {
  const by = () => ({
    actorUid: admin.uid,
    actor: `${admin.uid}@example.com`,
    address: '203.0.113.7',
    reason: 'asked',
  })

  test('stands in the audit log before the call, and again with its answer', async () => {
    const order = await paidOrder()
    let before: unknown[] = []
    answerTicket(async () => {
      before = await entriesOf(order.id)
    })
    const sent = await actForm(order.id)
    const { location } = await admin.browser.run(() => refundAction(sent))
    expect(before).toMatchObject([
      {
        ...by(),
        act: 'order.refund',
        allowed: true,
        sentence: 'Paymentwall is being asked.',
        before: { [`Payment ${order.ref}`]: 'PAID' },
      },
    ])
    const [, answered] = await entriesOf(order.id)
    expect(answered).toMatchObject({
      ...by(),
      allowed: true,
      sentence: expect.stringContaining('accepted a ticket'),
      before: { [`Payment ${order.ref}`]: 'PAID' },
      after: { [`Payment ${order.ref}`]: 'PAID' },
    })
    expect(location).toContain(`outcome=${answered?.id}`)
  })

  test('and after which the process dies, has its first entry', async () => {
    const order = await paidOrder()
    answerTicket(async () => {
      await database.query(dying)
    })
    const sent = await actForm(order.id)
    try {
      await expect(admin.browser.run(() => refundAction(sent))).rejects.toThrow('dead')
    } finally {
      await database.query(alive)
    }
    expect(asked()).toHaveLength(1)
    expect(await entriesOf(order.id)).toMatchObject([{ ...by(), sentence: 'Paymentwall is being asked.' }])
  })
})

test('an act of its own data has one entry, with what was before and after', async () => {
  const { id } = await newOrder(database)
  const sent = await actForm(id)
  await admin.browser.run(() => grantAction(sent))
  expect(await entriesOf(id)).toMatchObject([
    {
      act: 'order.grant',
      actorUid: admin.uid,
      address: '203.0.113.7',
      reason: 'asked',
      before: { 'Line 1, Fox (LICENCE)': 'not delivered' },
      after: { 'Line 1, Fox (LICENCE)': 'held' },
    },
  ])
})

test('a wrong password counts, although what it was for is rolled back', async () => {
  const hits = () => database.query('SELECT key, hits FROM rate_limits ORDER BY key')
  const before = await hits()
  await admin.browser.run(() =>
    changePasswordAction(undefined, form({ current: 'wrong', password: 'seven paper herons' })),
  )
  expect(await hits()).not.toEqual(before)
})
