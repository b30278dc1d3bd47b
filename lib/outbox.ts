import type { Prisma } from '@/lib/generated/prisma/client'

/** When to ask about an order of which no pingback has told, in minutes after the buyer could first pay. */
const askAfter = [2, 5, 15, 60, 6 * 60, 24 * 60]

/**
 * Plans the next question to the Payment Status API about an order, within the caller's transaction; after the last there
 * is none.
 *
 * @param asked how often it was asked before
 */
export async function scheduleStatusCheck(
  transaction: Pick<Prisma.TransactionClient, 'outboxJob'>,
  orderId: string,
  asked = 0,
): Promise<void> {
  const minutes = askAfter[asked]
  if (minutes === undefined) return
  await transaction.outboxJob.create({
    data: {
      task: 'check-payment-status',
      payload: { orderId, asked },
      jobKey: `check-payment-status:${orderId}`,
      runAt: new Date(Date.now() + minutes * 60_000),
    },
  })
}
