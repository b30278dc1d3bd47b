import { bankPagePlace } from '@/lib/charges/secure-state'
import { db } from '@/lib/db'
import { isProviderPage } from '@/lib/provider'
import { unseal } from '@/lib/security/seal'

/** The attempt of an order whose buyer is at the bank now. */
export async function findSecureAttempt(orderId: string): Promise<{ id: string } | null> {
  return db().chargeAttempt.findFirst({ where: { orderId, state: 'SECURE' }, select: { id: true } })
}

/** The order that a charge attempt belongs to, with its buyer. */
export async function findAttemptOrder(attemptId: string): Promise<{ orderId: string } | null> {
  return db().chargeAttempt.findUnique({ where: { id: attemptId }, select: { orderId: true } })
}

/**
 * The page at which the buyer of an order confirms the payment with the bank: for the buyer's eyes alone, and to be checked
 * as theirs before. Undefined when no bank waits any more, and when Brick's own form shows the bank's step by itself.
 */
export async function findBankPage(orderId: string): Promise<string | undefined> {
  const attempt = await db().chargeAttempt.findFirst({
    where: { orderId, state: 'SECURE', secureUntil: { gt: new Date() } },
    select: { id: true, sealedBankPage: true },
  })
  const page = attempt?.sealedBankPage && unseal(attempt.sealedBankPage, bankPagePlace(attempt.id))
  return page && isProviderPage(page) ? page : undefined
}
