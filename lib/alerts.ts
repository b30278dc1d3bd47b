import type { Prisma } from '@/lib/generated/prisma/client'
import type { AlertKind } from '@/lib/generated/prisma/enums'

type Database = Pick<Prisma.TransactionClient, 'alert'>

/** Tells the merchant of something to look at. The same kind and subject are told once. */
export async function raiseAlert(
  database: Database,
  alert: { kind: AlertKind; subject: string; message: string; orderId?: string },
): Promise<void> {
  await database.alert.createMany({ data: alert, skipDuplicates: true })
}

/**
 * Marks what was told as settled; nothing when it was not told, or is settled already.
 *
 * @param subject or how those begin that are settled together
 * @param by who or what settled it
 */
export function resolveAlert(
  database: Database,
  kind: AlertKind,
  subject: string | { startsWith: string },
  by: string,
) {
  return database.alert.updateMany({
    where: { kind, subject, resolvedAt: null },
    data: { resolvedAt: new Date(), resolvedBy: by },
  })
}
