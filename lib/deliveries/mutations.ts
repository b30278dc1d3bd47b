import { db } from '@/lib/db'
import { creditBalance } from '@/lib/deliveries/data'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { DecisionKind } from '@/lib/generated/prisma/enums'
import { newId, type OrderId, type Uid } from '@/lib/ids'

/**
 * Spends a buyer's credits, if there are as many. The same key again spends nothing more.
 *
 * @param spend.credits whole and above zero
 * @param spend.purpose what for; the buyer can read it
 * @returns the balance afterwards; `ok` is false when it was too low, and then nothing is spent
 */
export async function spendCredits(spend: {
  uid: Uid
  key: string
  credits: number
  purpose: string
}): Promise<{ ok: boolean; balance: number }> {
  return db().$transaction(async (transaction) => {
    // Two spends of one buyer take turns, so that both can't count on the same credits.
    await transaction.$executeRaw`SELECT 1 FROM users WHERE uid = ${spend.uid} FOR NO KEY UPDATE`
    const { uid, key } = spend
    const known = await transaction.creditSpend.findUnique({ where: { uid_key: { uid, key } } })
    const balance = await creditBalance(uid, transaction)
    if (known) return { ok: true, balance }
    if (balance < spend.credits) return { ok: false, balance }
    await transaction.creditSpend.create({ data: { id: newId(), ...spend } })
    return { ok: true, balance: balance - spend.credits }
  })
}

/**
 * Grants or withdraws the goods of an order, whatever its payments say, until the next decision. For a membership, a grant
 * gives the periods of the payments recorded so far (docs/memberships.md). Takes effect immediately, in the database function
 * that pingbacks share.
 *
 * @param decision.orderLineId only of this line; without one, of the whole order
 * @param decision.actor who decided, and `reason` why, both not empty
 * @returns the result, in one sentence
 */
export async function decideGoods(
  decision: { orderId: OrderId; orderLineId?: string; kind: DecisionKind; actor: string; reason: string },
  database: Pick<Prisma.TransactionClient, '$queryRaw'> = db(),
): Promise<{ ok: boolean; sentence: string }> {
  const { orderId, orderLineId = null, kind, actor, reason } = decision
  const [result] = await database.$queryRaw<{ ok: boolean; sentence: string }[]>`
    SELECT ok, sentence
    FROM record_decision(${orderId}, ${orderLineId}, ${kind}::"DecisionKind", ${actor}, ${reason})`
  if (!result) throw new Error('The database function returned no row.')
  return result
}

/** Who fetched a file, as far as it is known. */
interface Fetched {
  fileName: string
  address: string | undefined
  userAgent: string | null
}

/** Records that a delivered file was fetched, before it is sent: what a merchant shows when a buyer says that nothing came. */
export async function recordDownload(deliveryId: string, fetched: Fetched): Promise<void> {
  await recordFetched({ id: deliveryId }, fetched)
}

/** The same for a file that a membership gives, under the delivery of that membership. */
export async function recordClubDownload(orderId: OrderId, fetched: Fetched): Promise<void> {
  await recordFetched({ orderId, kind: 'MEMBERSHIP' }, fetched)
}

async function recordFetched(
  where: Prisma.DeliveryWhereInput,
  { fileName, address, userAgent }: Fetched,
): Promise<void> {
  const delivery = await db().delivery.findFirst({ where, select: { id: true, orderId: true } })
  if (!delivery) return
  await db().download.create({
    data: {
      deliveryId: delivery.id,
      orderId: delivery.orderId,
      fileName,
      address,
      userAgent: userAgent?.slice(0, 256),
    },
  })
}
