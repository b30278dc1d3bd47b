import { describe, expect, test } from 'vitest'
import { findProduct, listed, productBySlug } from '@/lib/catalog/data'
import { formOf } from '@/lib/catalog/form'
import { editProduct, versionOf } from '@/lib/catalog/mutations'
import { closeAccount } from '@/lib/closing/mutations'
import { db } from '@/lib/db'
import type { Uid } from '@/lib/ids'
import { resendMail, sendMail } from '@/lib/mail/mutations'
import { findOrder } from '@/lib/orders/data'
import { createOrder } from '@/lib/orders/mutations'
import { earliestDay } from '@/lib/price-changes/announcement'
import { countMembersToTell, listPriceChanges } from '@/lib/price-changes/data'
import {
  announcePrice,
  applyPriceChanges,
  mailPriceChange,
  withdrawPrice,
} from '@/lib/price-changes/mutations'
import { testMailbox } from '@/test/support/mailbox'
import { dateTime, newMembership, notifyMembership } from '@/test/support/memberships'
import { newBuyer, setPrice } from '@/test/support/orders'
import { newReference } from '@/test/support/pingbacks'
import { testDatabase } from '@/test/support/test-database'

process.env.PINGBACK_CUSTOM_PARAMETERS = 'subscription_id,paid_at'
const database = await testDatabase()
const { queued, deliver, receivedBy } = await testMailbox()

const now = new Date()
const from = earliestDay(now)
const was = { amount: 600, currency: 'USD' }
const told = { by: 'ann@example.com', at: now }

async function paid(order: { id: string; uid: Uid }, paidAt = now) {
  const ref = newReference()
  await notifyMembership(order, { ref, type: 0, subscription_id: ref, paid_at: dateTime(paidAt) })
  return ref
}

/** A membership product with a running member. */
async function club(plan: Parameters<typeof newMembership>[1] = {}) {
  const order = await newMembership(database, plan)
  await paid(order)
  return order
}

/** Another member of a product. */
async function join(productId: string, uid?: Uid) {
  const buyer = uid ?? (await newBuyer(database))
  const order = await createOrder(buyer, [productId])
  if (!order.ok) throw new Error(order.reason)
  await paid({ id: order.orderId, uid: buyer })
  return { id: order.orderId, uid: buyer }
}

/** Gives a product what its form requires. */
const saleable = (id: string) =>
  db().product.update({
    where: { id },
    data: { slug: `c-${id}`, summary: 'All models.', description: 'All models.' },
  })

async function announced(productId: string, amount = '8') {
  const done = await announcePrice(productId, { amount, from, was }, told)
  if (!done.ok) throw new Error(done.why)
  return done.change
}

const kindsOf = async (uid: Uid) =>
  (await queued(uid)).map(({ kind }) => kind).filter((kind) => kind.startsWith('PRICE_CHANGE'))
const priceOf = async (productId: string, currency = 'USD') =>
  (await db().listPrice.findUnique({ where: { productId_currency: { productId, currency } } }))?.amount
const shown = async (slug: string) =>
  (await productBySlug(slug))?.priceList.find(({ currency }) => currency === 'USD')?.amount
const onTheDay = new Date(`${from}T00:00:00Z`)

describe('an announcement', () => {
  test('is kept with its currency, and plans its letters in the same transaction', async () => {
    const { productId } = await club()
    const change = await announced(productId)
    expect(change).toMatchObject({
      productId,
      currency: 'USD',
      amountBefore: 600,
      amount: 800,
      announcedBy: 'ann@example.com',
      effectiveAt: onTheDay,
    })
    expect(await db().outboxJob.count({ where: { jobKey: `mail-price-change:${change.id}` } })).toBe(1)
    expect(await priceOf(productId)).toBe(600)
  })

  test('is made once, also when it is sent twice at once', async () => {
    const { productId } = await club()
    const both = await Promise.all(
      [1, 2].map(() => announcePrice(productId, { amount: '8', from, was }, told)),
    )
    expect(both.map(({ ok }) => ok).sort()).toEqual([false, true])
    expect(both).toContainEqual({ ok: false, why: 'open' })
    expect(await listPriceChanges(productId)).toHaveLength(1)
  })

  test('of a price that has changed since, of no membership, or too early makes nothing', async () => {
    const { productId } = await club()
    const jobs = () => db().outboxJob.count({ where: { task: 'mail-price-change' } })
    const before = await jobs()
    const stale = { amount: '8', from, was: { ...was, amount: 500 } }
    expect(await announcePrice(productId, stale, told)).toEqual({ ok: false, why: 'changed' })
    expect(await announcePrice('nothing', { amount: '8', from, was }, told)).toEqual({
      ok: false,
      why: 'missing',
    })
    const tomorrow = { amount: '8', from: earliestDay(new Date(now.getTime() - 86_400_000)), was }
    expect(await announcePrice(productId, tomorrow, told)).toMatchObject({ why: 'faulty' })
    expect(await db().priceChange.count({ where: { productId } })).toBe(0)
    expect(await jobs()).toBe(before)
  })

  test('with less notice than the terms promise is refused by the database too', async () => {
    const { productId } = await club()
    await expect(
      database.query(
        `INSERT INTO price_changes (id, product_id, currency, amount_before, amount, period_length, period_unit, announced_at, announced_by, effective_at)
         VALUES ('early', $1, 'USD', 600, 800, 1, 'month', now(), 'ann', now() + interval '29 days 23 hours')`,
        [productId],
      ),
    ).rejects.toThrow('price_changes_notice')
  })

  test('is listed until it is over, however many came after it in another currency', async () => {
    const { productId } = await club()
    await setPrice(database, productId, 550, { currency: 'EUR' })
    const euros = { amount: '7', from, was: { amount: 550, currency: 'EUR' } }
    const first = await announcePrice(productId, euros, told)
    if (!first.ok) throw new Error(first.why)
    const { id: _, ...row } = first.change
    const since = (n: number) => new Date(now.getTime() + n)
    const others = Array.from({ length: 21 }, (_, n) => ({
      ...row,
      id: `${productId}${n}`,
      currency: 'USD',
      announcedAt: since(1 + n),
      effectiveAt: new Date(onTheDay.getTime() + 86_400_000),
      withdrawnAt: since(1 + n),
    }))
    await db().priceChange.createMany({ data: others })
    const listed = await listPriceChanges(productId)
    expect(listed.map(({ id }) => id)).toEqual([
      ...others
        .slice(1)
        .map(({ id }) => id)
        .reverse(),
      first.change.id,
    ])
    await withdrawPrice(productId, first.change.id, told)
    expect((await listPriceChanges(productId)).map(({ id }) => id)).not.toContain(first.change.id)
  })

  test('keeps the product from other changes of what members were told, and from no others', async () => {
    const { productId } = await club()
    await saleable(productId)
    await announced(productId)
    const product = await db().product.findUniqueOrThrow({ where: { id: productId }, include: listed })
    const edit = (form: object) => editProduct(productId, { ...formOf(product), ...form }, versionOf(product))
    expect(await edit({ 'price.USD': '7.00' })).toMatchObject({
      ok: false,
      errors: { 'price.USD': expect.stringContaining('Withdraw it below') },
    })
    expect(await edit({ periodLength: '2' })).toMatchObject({
      ok: false,
      errors: { periodLength: expect.any(String) },
    })
    expect(await edit({ summary: 'Every model.' })).toMatchObject({ ok: true })
  })
})

describe('members', () => {
  test('get one letter each, however often and at once the job runs, with what they pay themselves', async () => {
    const first = await club()
    const second = await join(first.productId)
    // Somebody who pays for two memberships is one member.
    await join(first.productId, second.uid)
    expect(await countMembersToTell(first.productId, 'USD', now)).toBe(2)
    await setPrice(database, first.productId, 700)
    const done = await announcePrice(
      first.productId,
      { amount: '8', from, was: { ...was, amount: 700 } },
      told,
    )
    if (!done.ok) throw new Error(done.why)
    const { change } = done
    const counts = await Promise.all([1, 2, 3].map(() => mailPriceChange(change.id, now)))
    expect(counts.reduce((sum, count) => sum + count)).toBe(2)
    expect(await mailPriceChange(change.id, now)).toBe(0)
    for (const { uid } of [first, second]) {
      expect(await kindsOf(uid)).toEqual(['PRICE_CHANGE'])
      await deliver(uid)
      await deliver(uid)
      const letters = (await receivedBy(uid)).filter(({ subject }) => subject.includes('a new price'))
      expect(letters).toHaveLength(1)
      expect(letters[0]?.text).toContain('costs $8.00 a month. Until then it costs $7.00 a month.')
      expect(letters[0]?.text).toContain('it stays $6.00 a month for as long as it keeps renewing.')
    }
    expect(await listPriceChanges(first.productId)).toMatchObject([{ queued: 2, sent: 2 }])
  })

  test('read of the product’s own period beside theirs, also in a letter that is sent again when it has another', async () => {
    const { uid, productId } = await club()
    const setPeriod = (unit: 'year' | 'week') =>
      db().product.update({ where: { id: productId }, data: { periodUnit: unit } })
    await setPeriod('year')
    const change = await announced(productId)
    await mailPriceChange(change.id, now)
    await deliver(uid)
    await applyPriceChanges(onTheDay)
    await setPeriod('week')
    const [first] = await queued(uid)
    await resendMail(first?.id ?? '', 'press')
    await deliver(uid)
    const letters = await receivedBy(uid)
    expect(letters).toHaveLength(2)
    for (const { text } of letters) {
      expect(text).toContain('costs $8.00 a year. Until then it costs $6.00 a year.')
      expect(text).toContain('it stays $6.00 a month for as long as it keeps renewing.')
    }
  })

  test('who have cancelled, lost the membership or closed the account get none', async () => {
    const running = await club()
    const { productId } = running
    const [cancelling, cancelled, refunded, closed, over] = await Promise.all(
      [1, 2, 3, 4, 5].map(() => join(productId)),
    )
    if (!cancelling || !cancelled || !refunded || !closed || !over) throw new Error()
    await database.query(
      "INSERT INTO cancellations (order_id, cause, requested_at) VALUES ($1, 'BUYER', now())",
      [cancelling.id],
    )
    await notifyMembership(cancelled, { ref: newReference(), type: 12 })
    const { ref } = await db().payment.findFirstOrThrow({ where: { orderId: refunded.id } })
    await notifyMembership(refunded, { ref, type: 2, reason: 9 })
    await closeAccount(closed.uid, now)
    await database.query(
      "UPDATE payments SET paid_at = now() - interval '1 year', due_at = now() - interval '11 months' WHERE order_id = $1",
      [over.id],
    )
    const unpaid = await createOrder(await newBuyer(database), [productId])
    expect(unpaid.ok).toBe(true)
    expect(await countMembersToTell(productId, 'USD', now)).toBe(1)
    const change = await announced(productId)
    expect(await mailPriceChange(change.id, now)).toBe(1)
    expect(await kindsOf(running.uid)).toEqual(['PRICE_CHANGE'])
  })

  test('who cancel before the letter is sent are sent none', async () => {
    const { id, uid, productId } = await club()
    const change = await announced(productId)
    await mailPriceChange(change.id, now)
    await database.query(
      "INSERT INTO cancellations (order_id, cause, requested_at) VALUES ($1, 'BUYER', now())",
      [id],
    )
    await deliver(uid)
    expect(await receivedBy(uid)).toEqual([])
    expect(await queued(uid)).toContainEqual(
      expect.objectContaining({ kind: 'PRICE_CHANGE', problem: 'The membership no longer renews.' }),
    )
  })

  test('who join before the day keep the old price in their terms, those who join from then on the new one', async () => {
    const { productId } = await club()
    await announced(productId)
    const before = await join(productId)
    await applyPriceChanges(onTheDay)
    const after = await join(productId)
    const planOf = async ({ id, uid }: typeof before) => (await findOrder(id, uid))?.lines[0]?.amount
    expect(await planOf(before)).toBe(600)
    expect(await planOf(after)).toBe(800)
  })
})

describe('the day', () => {
  test('changes the price once, however often and at once the job runs, and nothing before', async () => {
    const { productId } = await club()
    const change = await announced(productId)
    expect(await shown(productId)).toBe(600)
    expect(await applyPriceChanges(new Date(onTheDay.getTime() - 1))).toBe(0)
    expect(await priceOf(productId)).toBe(600)
    const counts = await Promise.all([1, 2, 3].map(() => applyPriceChanges(onTheDay)))
    expect(counts.reduce((sum, count) => sum + count)).toBe(1)
    expect(await priceOf(productId)).toBe(800)
    // The catalogue shows it at once, and the price's history has it.
    expect(await shown(productId)).toBe(800)
    expect(await db().productPrice.count({ where: { productId, amount: 800 } })).toBe(1)
    await setPrice(database, productId, 900)
    expect(await applyPriceChanges(onTheDay)).toBe(0)
    expect(await priceOf(productId)).toBe(900)
    expect(await db().priceChange.findUnique({ where: { id: change.id } })).toMatchObject({
      appliedAt: onTheDay,
    })
    expect(await withdrawPrice(productId, change.id, told)).toBeUndefined()
  })

  test('is a change to an edit form that was opened before, which puts no old price back', async () => {
    const { productId } = await club()
    await saleable(productId)
    await announced(productId)
    const opened = await findProduct(productId)
    if (!opened) throw new Error('gone')
    expect(await applyPriceChanges(onTheDay)).toBe(1)
    expect(await editProduct(productId, formOf(opened), versionOf(opened))).toMatchObject({
      ok: false,
      errors: { form: expect.stringContaining('Price in USD is now “8.00”, here “6.00”') },
    })
    expect(await priceOf(productId)).toBe(800)
  })

  test('of a product that is no longer sold in the currency holds up no other, and raises one alert until it is', async () => {
    const { productId } = await club()
    const other = await club()
    await saleable(productId)
    const { id } = await announced(productId)
    await announced(other.productId)
    // It is tried first.
    const earlier = new Date(now.getTime() + 30 * 86_400_000)
    await db().priceChange.update({ where: { id }, data: { effectiveAt: earlier } })
    await db().listPrice.deleteMany({ where: { productId } })
    const alerts = () =>
      db().alert.findMany({
        where: { kind: 'price_change_stuck', subject: `${productId}:${id}` },
        select: { message: true, resolvedBy: true },
      })
    expect(await applyPriceChanges(onTheDay)).toBe(1)
    expect(await priceOf(other.productId)).toBe(800)
    expect(await applyPriceChanges(onTheDay)).toBe(0)
    const message = expect.stringContaining('It is no longer sold in USD. Give it a price in USD')
    expect(await alerts()).toEqual([{ message, resolvedBy: null }])
    expect(await priceOf(productId)).toBeUndefined()
    const product = await findProduct(productId)
    if (!product) throw new Error('gone')
    const form = { ...formOf(product), 'price.USD': '7.00' }
    expect(await editProduct(productId, form, versionOf(product))).toMatchObject({ ok: true })
    expect(await applyPriceChanges(onTheDay)).toBe(1)
    expect(await priceOf(productId)).toBe(800)
    expect(await alerts()).toEqual([{ message, resolvedBy: 'job' }])
  })
})

describe('a withdrawal', () => {
  test('is told to those who were told of the price, once, and the day changes nothing', async () => {
    const { uid, productId } = await club()
    const change = await announced(productId)
    await mailPriceChange(change.id, now)
    await deliver(uid)
    const later = await join(productId)
    const both = await Promise.all([1, 2].map(() => withdrawPrice(productId, change.id, told)))
    expect(both.filter((done) => done !== undefined)).toHaveLength(1)
    const counts = await Promise.all([1, 2, 3].map(() => mailPriceChange(change.id, now)))
    expect(counts.reduce((sum, count) => sum + count)).toBe(1)
    await deliver(uid)
    const [letter] = await receivedBy(uid)
    expect(letter).toMatchObject({ subject: 'Club: the price stays the same' })
    expect(letter?.text).toContain('That change has been withdrawn: the price stays $6.00.')
    expect(await kindsOf(later.uid)).toEqual([])
    expect(await applyPriceChanges(onTheDay)).toBe(0)
    expect(await priceOf(productId)).toBe(600)
    // Another price can be announced.
    await announced(productId, '9')
  })

  test('before any letter was sent ends in no letter at all', async () => {
    const { uid, productId } = await club()
    const change = await announced(productId)
    await mailPriceChange(change.id, now)
    await withdrawPrice(productId, change.id, told)
    await mailPriceChange(change.id, now)
    const mails = (await queued(uid)).filter(({ kind }) => kind.startsWith('PRICE_CHANGE'))
    const idOf = (kind: string) => mails.find((mail) => mail.kind === kind)?.id ?? ''
    // It waits until it is known whether the first one was sent.
    await expect(sendMail(idOf('PRICE_CHANGE_WITHDRAWN'))).rejects.toThrow('neither sent nor given up')
    await sendMail(idOf('PRICE_CHANGE'))
    await sendMail(idOf('PRICE_CHANGE_WITHDRAWN'))
    expect(await receivedBy(uid)).toEqual([])
  })
})
