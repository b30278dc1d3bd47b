import { bankPagePlace } from '@/lib/charges/secure-state'
import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { ChargeState } from '@/lib/generated/prisma/enums'
import type { AttemptId, OrderId } from '@/lib/ids'
import { isProviderPage } from '@/lib/provider'
import { unseal } from '@/lib/security/seal'

/** A charge attempt, with its order. */
export interface FoundAttempt {
  id: AttemptId
  orderId: OrderId
}

async function findAttemptWhere(where: Prisma.ChargeAttemptWhereInput): Promise<FoundAttempt | undefined> {
  const attempt = await db().chargeAttempt.findFirst({ where, select: { id: true, orderId: true } })
  return attempt ?? undefined
}

/** The attempt of an order whose buyer is at the bank now. */
export async function findSecureAttempt(orderId: OrderId): Promise<FoundAttempt | undefined> {
  return findAttemptWhere({ orderId, state: 'SECURE' })
}

/** A charge attempt. */
export async function findAttempt(id: AttemptId): Promise<FoundAttempt | undefined> {
  return findAttemptWhere({ id })
}

/**
 * The page at which the buyer of an order confirms the payment with the bank: for the buyer's eyes alone, and to be checked
 * as theirs before. Undefined when no bank waits any more, and when Brick's own form shows the bank's step by itself.
 */
export async function findBankPage(orderId: OrderId): Promise<string | undefined> {
  const attempt = await db().chargeAttempt.findFirst({
    where: { orderId, state: 'SECURE', secureUntil: { gt: new Date() } },
    select: { id: true, sealedBankPage: true },
  })
  const page = attempt?.sealedBankPage && unseal(attempt.sealedBankPage, bankPagePlace(attempt.id))
  return page && isProviderPage(page) ? page : undefined
}

/** The newest charge of an order, or that of one attempt, that is in one of some states, and that Brick knows by an id. */
export async function findCharge(
  orderId: OrderId,
  states: ChargeState[],
  attemptId?: AttemptId,
): Promise<{ id: AttemptId; orderId: OrderId; chargeId: string } | undefined> {
  const attempt = await db().chargeAttempt.findFirst({
    where: { id: attemptId, orderId, state: { in: states }, chargeId: { not: null } },
    orderBy: { createdAt: 'desc' },
  })
  return attempt?.chargeId ? { id: attempt.id, orderId, chargeId: attempt.chargeId } : undefined
}

/** The charge of an order whose outcome is unknown. */
export async function findUnknownCharge(
  orderId: OrderId,
): Promise<{ id: AttemptId; orderId: OrderId } | null> {
  return db().chargeAttempt.findFirst({ where: { orderId, state: 'UNKNOWN' } })
}
