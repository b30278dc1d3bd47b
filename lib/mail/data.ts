import { db } from '@/lib/db'
import { declaredAlerts } from '@/lib/declarations/alert-kinds'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { OrderId, Uid } from '@/lib/ids'
import { type DueMail, dueMails } from '@/lib/mail/due'
import { findMembership } from '@/lib/subscriptions/data'

const withFacts = {
  declaration: true,
  priceChange: {
    include: { product: { select: { name: true, summary: true, description: true, texts: true } } },
  },
  invitation: { select: { id: true, role: true, usedAt: true, expiresAt: true } },
  user: {
    select: {
      uid: true,
      name: true,
      email: true,
      erasedAt: true,
      emailProvenAt: true,
      isGuest: true,
      language: true,
      account: { select: { email: true } },
    },
  },
  order: {
    include: {
      lines: { orderBy: { position: 'asc' }, include: { delivery: true } },
      payments: { orderBy: { createdAt: 'asc' } },
      acceptance: true,
      charges: { where: { last4: { not: null } }, orderBy: { createdAt: 'desc' }, take: 1 },
    },
  },
} satisfies Prisma.MailInclude

/** A message with what its text is composed from. */
export type MailWithFacts = Prisma.MailGetPayload<{ include: typeof withFacts }>

/** The message of an id; null when there is none. */
export async function findMail(id: string): Promise<MailWithFacts | null> {
  return db().mail.findUnique({ where: { id }, include: withFacts })
}

const listed = {
  id: true,
  kind: true,
  recipient: true,
  queuedAt: true,
  sentAt: true,
  gaveUpAt: true,
  problem: true,
} satisfies Prisma.MailSelect

/** A message as a list shows it. */
export type MailRow = Prisma.MailGetPayload<{ select: typeof listed }>

const mostRows = 100

/** The messages about an order, or to a customer, newest first. */
export async function listMails(of: { orderId: OrderId } | { uid: Uid }): Promise<MailRow[]> {
  return db().mail.findMany({
    where: of,
    select: listed,
    orderBy: [{ queuedAt: 'desc' }, { id: 'desc' }],
    take: mostRows,
  })
}

/** What an order's buyer is to be told now, sent already or not; undefined where nobody is. */
export async function findDueMails(
  orderId: OrderId,
  at: Date,
): Promise<{ uid: Uid; recipient: string; due: DueMail[] } | undefined> {
  const order = await db().order.findUnique({
    where: { id: orderId },
    select: {
      isProbe: true,
      lines: { select: { kind: true } },
      payments: { orderBy: [{ paidAt: 'asc' }, { createdAt: 'asc' }] },
      user: {
        select: { uid: true, email: true, closedAt: true, account: { select: { email: true } } },
      },
    },
  })
  // A buyer who closed the account no longer has an address, and the probe's buyer never had one.
  if (!order || order.isProbe || order.user.closedAt) return undefined
  const isMembership = order.lines.some(({ kind }) => kind === 'MEMBERSHIP')
  const payments = order.payments.map((payment) => ({ ...payment, refunded: payment.refunded.toFixed() }))
  const due = dueMails(payments, isMembership, new Date())
  const membership = isMembership ? await findMembership(orderId, at) : undefined
  if (membership?.state === 'CANCEL_AT_END') due.push({ kind: 'MEMBERSHIP_CANCELLED', subject: orderId })
  if (membership?.state === 'FAILED') due.push({ kind: 'MEMBERSHIP_FAILED', subject: orderId })
  const { uid, email, account } = order.user
  return { uid, recipient: account?.email ?? email, due }
}

const toldAlert = { id: true, kind: true, message: true, orderId: true } satisfies Prisma.AlertSelect

/** An alert that nobody has resolved; null for any other. */
export function findOpenAlert(id: bigint) {
  return db().alert.findFirst({ where: { id, resolvedAt: null }, select: toldAlert })
}

/** How many alerts nobody has resolved. */
export function countOpenAlerts(): Promise<number> {
  return db().alert.count({ where: { resolvedAt: null } })
}

/** What anybody can raise any number of: what was declared, of no order or of one that nobody paid. */
const fromAnybody = {
  kind: { in: [...declaredAlerts] },
  OR: [{ orderId: null }, { order: { payments: { none: { everPaid: true } } } }],
} satisfies Prisma.AlertWhereInput

/** A digest names so many alerts; the back office has them all. */
const mostAlerts = 50

/** The alerts that nobody has resolved, newest first, but last those that anybody can raise. */
export async function listOpenAlerts() {
  const list = (where: Prisma.AlertWhereInput, take: number) =>
    db().alert.findMany({
      where: { ...where, resolvedAt: null },
      select: toldAlert,
      orderBy: { id: 'desc' },
      take,
    })
  const first = await list({ NOT: fromAnybody }, mostAlerts)
  return first.length === mostAlerts
    ? first
    : [...first, ...(await list(fromAnybody, mostAlerts - first.length))]
}
