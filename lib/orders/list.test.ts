import { beforeAll, describe, expect, test } from 'vitest'
import { newId } from '@/lib/ids'
import { listOrderRows } from '@/lib/orders/list'
import { orderFilterSchema } from '@/lib/orders/schema'
import { readPage } from '@/lib/paging'
import { uidOf } from '@/test/support/ids'
import { inLiveShop } from '@/test/support/live-shop'
import { newBuyer, newOrder } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const admin = { role: 'ADMIN', uid: uidOf('admin') } as const
const at = new Date('2026-11-22T10:30:00Z')
const everything = orderFilterSchema.parse({})
const waiting = orderFilterSchema.parse({ state: 'waiting' })

let uid: string
beforeAll(async () => {
  uid = await newBuyer(database)
  // 120 orders, of which two and two were placed at the same moment; the first three wait for their payment.
  await database.query(
    `INSERT INTO orders (id, uid, amount, currency, created_at, expires_at)
     SELECT 'order' || lpad(n::text, 6, '0'), $1, 999, 'USD', $2::timestamptz + (n / 2) * interval '1 minute',
       $2::timestamptz + CASE WHEN n <= 3 THEN interval '9 days' ELSE interval '1 day' END
     FROM generate_series(1, 120) n`,
    [uid, '2026-11-20T00:00:00Z'],
  )
})

/** Walks through a list by the links at its foot, and returns what each page shows. */
async function walk(filter = everything, span?: number) {
  const pages = []
  let request: Record<string, string> = {}
  for (;;) {
    const page = await listOrderRows(filter, admin, readPage(request), at, { span })
    pages.push(page)
    if (page.older === undefined) return pages
    request = { older: page.older }
  }
}

const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id)

describe('the list of orders', () => {
  test('shows each once, newest first, on pages of 50; and leads back the same way', async () => {
    const pages = await walk()
    expect(pages.map(({ rows }) => rows.length)).toEqual([50, 50, 20])
    const shown = pages.flatMap(({ rows }) => ids(rows))
    expect(shown).toEqual(Array.from({ length: 120 }, (_, n) => `order${String(120 - n).padStart(6, '0')}`))
    const back = await listOrderRows(everything, admin, readPage({ newer: pages[2]?.newer }), at)
    expect(ids(back.rows)).toEqual(ids(pages[1]?.rows ?? []))
    const first = await listOrderRows(everything, admin, readPage({ newer: back.newer }), at)
    expect([ids(first.rows), first.newer]).toEqual([ids(pages[0]?.rows ?? []), undefined])
  })

  test('where orders must be looked through, ends after a number of them and goes on from there', async () => {
    const pages = await walk(waiting, 40)
    expect(pages.map(({ rows }) => ids(rows))).toEqual([
      [],
      [],
      ['order000003', 'order000002', 'order000001'],
      [],
    ])
    expect(pages.map(({ searchedTo }) => searchedTo !== undefined)).toEqual([true, true, true, false])
    expect((await walk(waiting)).map(({ rows }) => rows.length)).toEqual([3])
  })

  test.each(['junk', '1.', '.x', "1.x'--", '99999999999999.zz'])(
    'takes %j for a place as any other',
    async (older) => {
      const { rows } = await listOrderRows(everything, admin, readPage({ older }), at)
      expect(rows).toHaveLength(50)
    },
  )

  test('shows what an operator needs of each', async () => {
    const order = await newOrder(database, { kinds: ['DOWNLOAD', 'LICENCE'] })
    await database.query(
      "INSERT INTO payments (ref, order_id, state, ever_paid, is_test) VALUES ($1, $2, 'PAID', true, true)",
      [newId(), order.id],
    )
    const filter = orderFilterSchema.parse({ buyer: order.uid })
    const { rows } = await listOrderRows(filter, admin, undefined, new Date())
    expect(rows).toEqual([
      {
        id: order.id,
        uid: order.uid,
        email: `${order.uid}@example.com`,
        createdAt: expect.any(Date),
        lines: expect.arrayContaining(['Fox (DOWNLOAD)', 'Fox (LICENCE)']),
        amount: 1998,
        currency: 'USD',
        state: 'paid',
        isTest: true,
        isProbe: false,
      },
    ])
    await database.query('UPDATE orders SET is_probe = TRUE WHERE id = $1', [order.id])
    expect((await listOrderRows(filter, admin, undefined, new Date())).rows).toMatchObject([
      { isProbe: true },
    ])
  })
})

describe('a reviewer', () => {
  test('sees shortened addresses', async () => {
    const filter = orderFilterSchema.parse({ buyer: uid })
    const { rows } = await listOrderRows(filter, { role: 'REVIEWER', uid: uidOf('r') }, undefined, at)
    expect(rows[0]?.email).toBe(`${uid[0]}…@example.com`)
  })

  test('of a live shop sees their own orders and those paid by test payments', async () => {
    const own = await newOrder(database)
    const tried = await newOrder(database)
    await newOrder(database)
    await database.query(
      "INSERT INTO payments (ref, order_id, state, ever_paid, is_test) VALUES ($1, $2, 'PAID', true, true)",
      [newId(), tried.id],
    )
    const reviewer = { role: 'REVIEWER', uid: own.uid } as const
    const { rows } = await inLiveShop(() => listOrderRows(everything, reviewer, undefined, at))
    expect(ids(rows)).toEqual(expect.arrayContaining([own.id, tried.id]))
    expect(rows.every(({ uid: buyer, isTest }) => buyer === own.uid || isTest)).toBe(true)
  })
})
