import type { PrismaClient } from '@/lib/generated/prisma/client'

/**
 * A pingback handled the ordinary way: Prisma's interactive transaction reads, decides and writes, one statement after
 * the other. What the shop's own single statement is measured against; like most such handlers it does less than that
 * one (no risk states, no tombstones, no log, no alerts).
 */
export async function handleInTransaction(
  database: PrismaClient,
  pingback: { ref: string; type: number; goodsid: string; uid: string; parameters: Record<string, string> },
): Promise<void> {
  await database.$transaction(async (transaction) => {
    const { ref, type } = pingback
    const known = await transaction.pingback.findUnique({ where: { ref_type_part: { ref, type, part: '' } } })
    if (known) return
    const sent = await transaction.externalId.findUniqueOrThrow({
      where: { id: pingback.goodsid },
      include: { order: { include: { lines: true } } },
    })
    if (sent.order.uid !== pingback.uid) throw new Error('The order is of another user.')
    await transaction.pingback.create({
      data: {
        ref,
        type,
        digest: Buffer.alloc(32),
        parameters: pingback.parameters,
        verdict: 'applied',
        orderId: sent.orderId,
      },
    })
    await transaction.payment.create({
      data: {
        ref,
        orderId: sent.orderId,
        state: 'PAID',
        everPaid: true,
        price: sent.price,
        paidAt: new Date(),
      },
    })
    await transaction.delivery.createMany({
      data: sent.order.lines.map((line) => ({
        id: `${ref}-${line.position}`,
        orderLineId: line.id,
        orderId: sent.orderId,
        uid: sent.order.uid,
        kind: line.kind,
        grantedAt: new Date(),
      })),
    })
  })
}
