import { raiseAlert, resolveAlert } from '@/lib/alerts'
import { forget } from '@/lib/cache'
import { catalogTag, listed } from '@/lib/catalog/data'
import { pricedIn } from '@/lib/catalog/prices'
import { isDatabaseAway } from '@/lib/database-pool'
import { db } from '@/lib/db'
import type { PriceChange, Prisma } from '@/lib/generated/prisma/client'
import { newId } from '@/lib/ids'
import { english } from '@/lib/languages/locale'
import { log } from '@/lib/log'
import { queueMail } from '@/lib/mail-queue'
import { formatMoney, type Money, toDecimal } from '@/lib/money'
import { planJob } from '@/lib/outbox'
import { type Plan, planOf } from '@/lib/plans/plan'
import { type Announcement, type ReadAnnouncement, readAnnouncement } from '@/lib/price-changes/announcement'
import { renewingMemberships } from '@/lib/price-changes/data'

/** What came of announcing a price; `changed` when the product's price was no longer as the operator's page showed it. */
export type Announced =
  | { ok: true; change: PriceChange; name: string }
  | { ok: false; why: 'missing' | 'changed' | 'open' }
  | { ok: false; why: 'faulty'; errors: Extract<ReadAnnouncement, { ok: false }>['errors'] }

/**
 * Announces a new price of a membership, and plans the job that tells its members, in one transaction. One announcement at a
 * time for each product and currency.
 *
 * @param typed.was the price as the operator saw it
 * @param at the shop's time
 */
export async function announcePrice(
  productId: string,
  typed: { amount: string; from: string; was: Money },
  { by, at }: { by: string; at: Date },
): Promise<Announced> {
  return db().$transaction(async (transaction): Promise<Announced> => {
    await transaction.$queryRaw`SELECT FROM products WHERE id = ${productId} FOR UPDATE`
    const product = await transaction.product.findUnique({ where: { id: productId }, include: listed })
    if (product?.kind !== 'MEMBERSHIP') return { ok: false, why: 'missing' }
    const { amount, currency } = typed.was
    const priced = pricedIn(product, currency)
    if (priced?.amount !== amount) return { ok: false, why: 'changed' }
    const plan = planOf(priced, currency)
    if (!plan) return { ok: false, why: 'missing' }
    const read = readAnnouncement(typed, { amount, currency }, at)
    if (!read.ok) return { ok: false, why: 'faulty', errors: read.errors }
    const isOpen = { productId, currency, appliedAt: null, withdrawnAt: null }
    if ((await transaction.priceChange.count({ where: isOpen })) > 0) return { ok: false, why: 'open' }
    const change = await transaction.priceChange.create({
      data: changeRow({ id: newId(), productId, plan }, read.announcement, by, at),
    })
    await planLetters(transaction, change.id)
    return { ok: true, change, name: product.name }
  })
}

function changeRow(
  { id, productId, plan }: { id: string; productId: string; plan: Plan },
  { amount, currency, effectiveAt }: Announcement,
  announcedBy: string,
  announcedAt: Date,
) {
  const before = { amountBefore: plan.amount, periodLength: plan.period.length, periodUnit: plan.period.unit }
  return { id, productId, ...before, amount, currency, effectiveAt, announcedBy, announcedAt }
}

/**
 * Withdraws an announced price that is not in effect yet, and plans the job that tells the members who were told of it.
 *
 * @returns the change; undefined when it was withdrawn or is in effect
 */
export async function withdrawPrice(
  productId: string,
  id: string,
  { by, at }: { by: string; at: Date },
): Promise<PriceChange | undefined> {
  return db().$transaction(async (transaction) => {
    const [change] = await transaction.priceChange.updateManyAndReturn({
      where: { id, productId, appliedAt: null, withdrawnAt: null, effectiveAt: { gt: at } },
      data: { withdrawnAt: at, withdrawnBy: by },
    })
    if (change) await planLetters(transaction, id)
    return change
  })
}

async function planLetters(transaction: Prisma.TransactionClient, id: string): Promise<void> {
  await planJob(transaction, 'mail-price-change', id, { changeId: id }, 0)
}

/**
 * Queues what members are to be told of a price change, once for each: of the new price, or of its withdrawal those who were
 * told. Again, it queues nothing more.
 *
 * @param at the shop's time
 * @returns how many messages
 */
export async function mailPriceChange(changeId: string, at: Date): Promise<number> {
  const change = await db().priceChange.findUnique({ where: { id: changeId } })
  if (!change) return 0
  if (change.withdrawnAt) return tellWithdrawal(changeId)
  let queued = 0
  for await (const batch of renewingMemberships(change.productId, change.currency, at)) {
    queued += await db().$transaction(async (transaction) => {
      // A withdrawal waits until these are queued, or comes first and they are not.
      const [open] = await transaction.$queryRaw<unknown[]>`
        SELECT 1 FROM price_changes WHERE id = ${changeId} AND withdrawn_at IS NULL FOR SHARE`
      if (!open) return 0
      let count = 0
      for (const { membership, recipient } of batch) {
        const { uid, orderId } = membership
        const mail = { kind: 'PRICE_CHANGE', subject: `${changeId}:${uid}`, uid, recipient, orderId } as const
        if ((await queueMail(transaction, { ...mail, priceChangeId: changeId })) !== undefined) count++
      }
      return count
    }, batchLimits)
  }
  return queued
}

/** A batch is a thousand small statements. */
const batchLimits = { timeout: 60_000 }

async function tellWithdrawal(priceChangeId: string): Promise<number> {
  const told = await db().mail.findMany({
    where: { priceChangeId, kind: 'PRICE_CHANGE', user: { closedAt: null } },
    select: {
      orderId: true,
      user: { select: { uid: true, email: true, account: { select: { email: true } } } },
    },
    orderBy: { id: 'asc' },
  })
  let queued = 0
  for (const { orderId, user } of told) {
    if (!user) continue
    const id = await db().$transaction((transaction) =>
      queueMail(transaction, {
        kind: 'PRICE_CHANGE_WITHDRAWN',
        subject: `${priceChangeId}:${user.uid}`,
        uid: user.uid,
        recipient: user.account?.email ?? user.email,
        ...(orderId && { orderId }),
        priceChangeId,
      }),
    )
    if (id !== undefined) queued++
  }
  return queued
}

/**
 * Gives products the prices that were announced for now, each once. One that can't be applied raises an alert and is tried again
 * when this is next called, and the others are applied.
 *
 * @param at the shop's time
 * @returns how many
 * @throws when the database was away, after trying all
 */
export async function applyPriceChanges(at: Date): Promise<number> {
  const due = await db().priceChange.findMany({
    where: { effectiveAt: { lte: at }, appliedAt: null, withdrawnAt: null },
    include: { product: { select: { name: true } } },
    orderBy: { effectiveAt: 'asc' },
  })
  let applied = 0
  const away: unknown[] = []
  for (const change of due) {
    try {
      if (await applyPriceChange(change, at)) applied++
    } catch (error) {
      if (isDatabaseAway(error)) away.push(error)
      else await tellMerchant(change, error)
    }
  }
  if (applied > 0) forget(catalogTag)
  if (away.length > 0) throw away[0]
  return applied
}

async function applyPriceChange(change: PriceChange, at: Date): Promise<boolean> {
  const { id, productId, currency } = change
  const isApplied = await db().$transaction(async (transaction) => {
    await transaction.$queryRaw`SELECT FROM products WHERE id = ${productId} FOR UPDATE`
    const { count } = await transaction.priceChange.updateMany({
      where: { id, appliedAt: null, withdrawnAt: null },
      data: { appliedAt: at },
    })
    if (count === 0) return false
    await setPrice(transaction, change)
    await resolveAlert(transaction, 'price_change_stuck', alertSubject(change), 'job')
    return true
  })
  if (isApplied) log.info({ productId, price: toDecimal(change), currency }, 'an announced price applies')
  return isApplied
}

class NoLongerSold extends Error {}

async function setPrice(
  transaction: Prisma.TransactionClient,
  { productId, amount, currency }: PriceChange,
): Promise<void> {
  const { count } = await transaction.listPrice.updateMany({
    where: { productId, currency },
    data: { amount },
  })
  if (count === 0) throw new NoLongerSold(`Product ${productId} is no longer sold in ${currency}.`)
}

function alertSubject({ id, productId }: PriceChange): string {
  return `${productId}:${id}`
}

async function tellMerchant(
  change: PriceChange & { product: { name: string } },
  error: unknown,
): Promise<void> {
  const { id, productId, product, currency, effectiveAt } = change
  log.error({ productId, change: id, error: String(error) }, 'an announced price could not be applied')
  const remedy =
    error instanceof NoLongerSold
      ? `It is no longer sold in ${currency}. Give it a price in ${currency}: the new price then replaces it.`
      : 'It is retried every minute. The log says why.'
  await raiseAlert(db(), {
    kind: 'price_change_stuck',
    subject: alertSubject(change),
    message: `The new price of ${product.name}, ${formatMoney(change)} from ${english.date(effectiveAt)}, could not be applied. ${remedy}`,
  })
}
