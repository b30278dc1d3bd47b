import { describe, expect, test } from 'vitest'
import { db } from '@/lib/db'
import type { Subject } from '@/lib/golive/check'
import { digestOf, linkTo, nameOf, subjectOf } from '@/lib/golive/evidence'
import { newId } from '@/lib/ids'
import { findArrival, findLedgerId, findLedgerRow } from '@/lib/pingbacks/log'
import { receivePingback } from '@/lib/pingbacks/receive'
import { search } from '@/lib/search/data'
import { searchText } from '@/lib/search/schema'
import { uidOf } from '@/test/support/ids'
import { newOrder } from '@/test/support/orders'
import { newReference, pingbackQuery } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const admin = { role: 'ADMIN', uid: uidOf('admin') } as const

describe('the way to what a fact is about', () => {
  const subjects: Subject[] = [
    { kind: 'order', id: 'a/b?c' },
    { kind: 'payment', id: 'b1&x=1' },
    { kind: 'pingback', id: 'b1:0' },
    { kind: 'arrival', id: '42' },
    { kind: 'customer', id: 'u1' },
    { kind: 'page', id: '/terms?a:b' },
    { kind: 'setting', id: 'BRICK_SECURE' },
  ]

  test('a subject is named by one word, and read from it', () => {
    for (const subject of subjects) expect(subjectOf(nameOf(subject))).toEqual(subject)
    for (const word of ['', 'order', 'orders', 'elsewhere:1', ':1']) expect(subjectOf(word)).toBeUndefined()
  })

  test('leads to pages of this shop alone, and a reviewer to none that is the admins’', () => {
    expect(subjects.map((subject) => linkTo(subject, 'ADMIN'))).toEqual([
      '/admin/orders/a%2Fb%3Fc',
      '/admin/search?q=b1%26x%3D1',
      '/admin/pingbacks/ledger/b1%3A0',
      '/admin/pingbacks/42',
      '/admin/customers/u1',
      '/terms?a:b',
      '/admin/settings',
    ])
    expect(linkTo({ kind: 'setting', id: 'X' }, 'REVIEWER')).toBeUndefined()
    for (const id of ['https://evil.example', '//evil.example', 'javascript:alert(1)', '']) {
      expect(linkTo({ kind: 'page', id }, 'ADMIN')).toBeUndefined()
    }
  })

  test('ends at the thing itself', async () => {
    const { id, uid } = await newOrder(database)
    const ref = newReference()
    await receivePingback(pingbackQuery({ uid, goodsid: id, type: 0, ref }), '203.0.113.9')
    const attempt = await db().chargeAttempt.create({ data: { id: newId(), orderId: id, state: 'DECLINED' } })
    const [arrival] = await db().pingbackAttempt.findMany()
    const [ledger] = await db().pingback.findMany()
    const found = async (subject: Subject) => {
      const link = new URL(linkTo(subject, 'ADMIN') ?? '', 'https://shop.invalid')
      return (await search(searchText.parse(link.searchParams.get('q')), admin, new Date())).only
    }
    expect(await found({ kind: 'payment', id: ref })).toBe(`/admin/orders/${id}`)
    expect(await found({ kind: 'charge', id: attempt.id })).toBe(`/admin/orders/${id}`)
    expect(await findArrival(arrival?.id ?? 0n, admin)).toMatchObject({ ref })
    const last = decodeURIComponent(
      linkTo({ kind: 'pingback', id: `${ref}:0` }, 'ADMIN')
        ?.split('/')
        .at(-1) ?? '',
    )
    expect(await findLedgerId(last)).toBe(ledger?.id)
    expect(await findLedgerRow(ledger?.id ?? 0n, admin)).toMatchObject({ ref })
  })
})

test('a fact has one digest whenever it is judged, and another one has another', () => {
  const fact = { kind: 'proof', what: 'a', seen: 'b', at: new Date(0) } as const
  // printf %s '["proof","a","b","1970-01-01T00:00:00.000Z",""]' | sha256sum
  expect(digestOf(fact)).toBe('2b97fa414c397c73f04411c7eae5b4332a5f7a0aec6df73cc2ab21988e669a78')
  const others = [
    { ...fact, kind: 'fault' as const },
    { ...fact, what: 'ab', seen: '' },
    { ...fact, at: new Date(1) },
    { ...fact, subject: { kind: 'arrival' as const, id: '1' } },
  ]
  expect(new Set([fact, ...others].map(digestOf)).size).toBe(5)
})
