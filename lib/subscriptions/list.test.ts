import { beforeAll, describe, expect, test } from 'vitest'
import { db } from '@/lib/db'
import type { PageRequest } from '@/lib/paging'
import { findMembership } from '@/lib/subscriptions/data'
import { listMembershipRows } from '@/lib/subscriptions/list'
import { cancelMembership } from '@/lib/subscriptions/mutations'
import { membershipFilterSchema } from '@/lib/subscriptions/schema'
import { uidOf } from '@/test/support/ids'
import { inLiveShop } from '@/test/support/live-shop'
import { newMembership, notifyMembership } from '@/test/support/memberships'
import { newBuyer } from '@/test/support/orders'
import { newReference } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()
const admin = { uid: uidOf('admin'), role: 'ADMIN' } as const
const day = 86_400_000
// What arrives is dated now or later, so the list is looked at from some weeks ahead.
const now = new Date(Date.now() + 60 * day)
const daysFromNow = (days: number) => new Date(now.getTime() + days * day)

/** A monthly membership whose first payment arrived so many days ago. */
async function member(daysAgo: number, further: Record<string, string> = {}) {
  const order = await newMembership(database)
  const ref = newReference()
  await notifyMembership(order, { ref, type: 0, ...further }, daysFromNow(-daysAgo))
  return { ...order, ref }
}

async function list(
  query: object,
  request?: PageRequest,
  operator: Parameters<typeof listMembershipRows>[1] = admin,
  limits = {},
) {
  const page = await listMembershipRows(membershipFilterSchema.parse(query), operator, request, now, limits)
  return { ...page, ids: page.rows.map(({ orderId }) => orderId) }
}

const made: Record<string, string> = {}

beforeAll(async () => {
  const soon = await member(20)
  const later = await member(5)
  const late = await member(31)
  const failed = await member(25)
  await notifyMembership(failed, { ref: failed.ref, type: 14 }, daysFromNow(-1))
  const cancelling = await member(10)
  await cancelMembership(cancelling.id, cancelling.uid, now)
  const stopped = await member(12)
  await cancelMembership(stopped.id, stopped.uid, now)
  await notifyMembership(stopped, { ref: stopped.ref, type: 12 }, daysFromNow(-1))
  const revoked = await member(3)
  await notifyMembership(revoked, { ref: revoked.ref, type: 2 }, daysFromNow(-1))
  const renewed = await member(40)
  await notifyMembership(renewed, { ref: newReference(), type: 0 }, daysFromNow(-9))
  await newMembership(database)
  Object.assign(made, {
    soon: soon.id,
    later: later.id,
    late: late.id,
    failed: failed.id,
    cancelling: cancelling.id,
    stopped: stopped.id,
    revoked: revoked.id,
    renewed: renewed.id,
  })
})

const names = (ids: readonly string[]) =>
  ids.map((id) => Object.keys(made).find((name) => made[name] === id) ?? 'another')

describe('the list of memberships', () => {
  test('has each that was ever paid, as it stands', async () => {
    const { rows, ids } = await list({})
    expect(names(ids).sort()).toEqual(Object.keys(made).sort())
    for (const row of rows) {
      expect(row).toMatchObject({ state: (await findMembership(row.orderId, now))?.state })
    }
  })

  test.each([
    [{ view: 'upcoming' }, ['soon', 'cancelling', 'renewed', 'later']],
    [{ view: 'overdue' }, ['late']],
    [{ view: 'failed' }, ['failed']],
    [{ view: 'cancelling' }, ['cancelling']],
    [{ state: 'REVOKED' }, ['revoked']],
    [{ state: 'CANCEL_AT_END' }, ['stopped']],
    [{ view: 'upcoming', state: 'FAILED' }, []],
  ])('shows by %o what is so', async (query, expected) => {
    expect(names((await list(query)).ids)).toEqual(expected)
  })

  test('says when the next charge is due, and the database the same', async () => {
    const { rows } = await list({ view: 'upcoming' })
    const dues = await database.query<{ order_id: string; due: Date }>(
      `SELECT order_id, max(due_at) AS due FROM payments WHERE due_at IS NOT NULL GROUP BY order_id`,
    )
    for (const { orderId, nextChargeAt } of rows) {
      expect(dues.find((row) => row.order_id === orderId)?.due).toEqual(nextChargeAt)
    }
  })

  test.each([{}, { view: 'upcoming' }])('leads through %o page by page, there and back', async (query) => {
    const all = (await list(query)).ids
    const seen: string[] = []
    let page = await list(query, undefined, admin, { size: 3 })
    for (;;) {
      seen.push(...page.ids)
      if (page.older === undefined) break
      page = await list(query, { older: page.older }, admin, { size: 3 })
    }
    expect(seen).toEqual(all)
    const back = [...page.ids]
    while (page.newer !== undefined) {
      page = await list(query, { newer: page.newer }, admin, { size: 3 })
      back.unshift(...page.ids)
    }
    expect(back).toEqual(all)
  })

  test('looks at so many for a page, and leads on from there until all are found', async () => {
    const found: string[] = []
    let page = await list({ state: 'REVOKED' }, undefined, admin, { size: 1, span: 2 })
    let pages = 1
    for (; page.older !== undefined; pages++) {
      found.push(...page.ids)
      page = await list({ state: 'REVOKED' }, { older: page.older }, admin, { size: 1, span: 2 })
    }
    found.push(...page.ids)
    expect(names(found)).toEqual(['revoked'])
    expect(pages).toBeGreaterThan(2)
  })

  test('shows a reviewer of a live shop their own and those of tests, with addresses shortened', async () => {
    const uid = await newBuyer(database)
    const reviewer = { uid, role: 'REVIEWER' } as const
    expect((await inLiveShop(() => list({}, undefined, reviewer))).ids).toEqual([])
    const own = await newMembership(database, { uid })
    await notifyMembership(own, { ref: newReference(), type: 0 }, now)
    await db().payment.updateMany({ where: { orderId: made.soon ?? '' }, data: { isTest: true } })
    const { ids, rows } = await inLiveShop(() => list({}, undefined, reviewer))
    expect([...ids].sort()).toEqual([own.id, made.soon].sort())
    for (const { email } of rows) expect(email).toMatch(/^.…@example\.com$/)
  })
})
