import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'

const withProduct = { orderLine: { include: { product: true } } } satisfies Prisma.DeliveryInclude

export type LibraryItem = Prisma.DeliveryGetPayload<{ include: typeof withProduct }>

/** What a buyer holds now, newest first. Withdrawn goods are not among it. */
export async function listLibrary(uid: string): Promise<LibraryItem[]> {
  return db().delivery.findMany({
    where: { uid, withdrawnAt: null },
    include: withProduct,
    orderBy: { grantedAt: 'desc' },
  })
}

/** Credits held minus credits spent. Below zero when a purchase was reversed after its credits were used. */
export async function creditBalance(
  uid: string,
  database: Pick<Prisma.TransactionClient, 'delivery' | 'creditSpend'> = db(),
): Promise<number> {
  const [granted, spent] = await Promise.all([
    database.delivery.aggregate({ where: { uid, withdrawnAt: null }, _sum: { credits: true } }),
    database.creditSpend.aggregate({ where: { uid }, _sum: { credits: true } }),
  ])
  return (granted._sum.credits ?? 0) - (spent._sum.credits ?? 0)
}

/** The file of a delivered download; null unless this buyer holds it. */
export async function readDownload(
  deliveryId: string,
  uid: string,
): Promise<{ fileName: string; content: Buffer } | null> {
  const delivery = await db().delivery.findFirst({
    where: { id: deliveryId, uid, withdrawnAt: null, kind: 'DOWNLOAD' },
    include: withProduct,
  })
  const sheet = delivery?.orderLine.product.sheet
  if (!sheet) return null
  return {
    fileName: sheet,
    content: await readFile(path.join(process.cwd(), 'lib/brand/sheets', path.basename(sheet))),
  }
}

/** What a buyer's credits were spent on, newest first. */
export async function listCreditSpends(uid: string) {
  return db().creditSpend.findMany({ where: { uid }, orderBy: { createdAt: 'desc' }, take: 50 })
}
