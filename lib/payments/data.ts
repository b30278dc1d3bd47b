import { db } from '@/lib/db'

/** The attempt of an order whose buyer is at the bank now. */
export async function findSecureAttempt(orderId: string): Promise<{ id: string } | null> {
  return db().chargeAttempt.findFirst({ where: { orderId, state: 'SECURE' }, select: { id: true } })
}

/** The order that a charge attempt belongs to, with its buyer. */
export async function findAttemptOrder(attemptId: string): Promise<{ orderId: string } | null> {
  return db().chargeAttempt.findUnique({ where: { id: attemptId }, select: { orderId: true } })
}
