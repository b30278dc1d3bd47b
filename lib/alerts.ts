import type { Prisma } from '@/lib/generated/prisma/client'
import type { AlertKind } from '@/lib/generated/prisma/enums'
import type { OrderId } from '@/lib/ids'

type Database = Pick<Prisma.TransactionClient, 'alert'>

/** Alerts the merchant to something. The same kind and subject raise one alert. */
export async function raiseAlert(
  database: Database,
  alert: { kind: AlertKind; subject: string; message: string; orderId?: OrderId },
): Promise<void> {
  await database.alert.createMany({ data: alert, skipDuplicates: true })
}

/**
 * Marks an alert as resolved; does nothing when there is none, or it is resolved already.
 *
 * @param subject or the prefix of those to resolve together
 * @param by who or what resolved it
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
