import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { belongsTo, type Part, readParts, theirUids } from '@/lib/buyer-parts'
import { productsForSale } from '@/lib/catalog/data'
import type { ListedProduct } from '@/lib/catalog/prices'
import { db } from '@/lib/db'
import { Prisma, type Product } from '@/lib/generated/prisma/client'
import type { ProductKind } from '@/lib/generated/prisma/enums'
import type { OrderId, Uid } from '@/lib/ids'
import { findFile, readContent } from '@/lib/product-files/data'
import { hasMembership } from '@/lib/subscriptions/data'

const withProduct = { orderLine: { include: { product: true } } } satisfies Prisma.DeliveryInclude

/** A file as it is sent to its buyers. */
interface Sheet {
  contentType: string
  fileName: string
  /** SHA-256 of the content. */
  digest: string
  content: () => Promise<Buffer>
}

export type LibraryItem = Prisma.DeliveryGetPayload<{ include: typeof withProduct }>

/** What a buyer has bought and holds now, newest first; memberships aside. Withdrawn goods are left out. */
export async function listLibrary(uid: Uid): Promise<LibraryItem[]> {
  return db().delivery.findMany({
    where: { order: { user: belongsTo(uid) }, withdrawnAt: null, kind: { not: 'MEMBERSHIP' } },
    include: withProduct,
    orderBy: { grantedAt: 'desc' },
  })
}

/** Something that a buyer has bought before. */
export interface OwnedItem {
  productId: string
  name: string
  kind: ProductKind
}

const ownedOf = (productIds: Prisma.Sql) => Prisma.sql`
  SELECT coalesce(json_agg(r), '[]') FROM (
    SELECT DISTINCT ON (l.product_id) l.product_id AS "productId", l.name, d.kind
    FROM deliveries d JOIN order_lines l ON l.id = d.order_line_id
    WHERE d.uid = ANY (${theirUids}) AND d.withdrawn_at IS NULL AND d.kind IN ('DOWNLOAD', 'LICENCE') AND l.product_id = ANY (${productIds})
    ORDER BY l.product_id, d.granted_at DESC) AS r`

/**
 * Which products of an order its buyer already owns, as downloads or licences. Credits add up, and memberships are handled in
 * lib/subscriptions/data.ts.
 */
export function ownedPart(orderId: OrderId): Part<OwnedItem[]> {
  return { sql: ownedOf(Prisma.sql`ARRAY(SELECT product_id FROM order_lines WHERE order_id = ${orderId})`) }
}

/** The same of some products. */
export async function listOwned(uid: Uid, productIds: readonly string[]): Promise<OwnedItem[]> {
  return (
    await readParts(uid, { owned: { sql: ownedOf(Prisma.sql`${[...productIds]}`) } as Part<OwnedItem[]> })
  ).owned
}

/** Credits held minus credits spent. Below zero when a purchase was reversed after its credits were used. */
export async function creditBalance(
  uid: Uid,
  database: Pick<Prisma.TransactionClient, 'delivery' | 'creditSpend'> = db(),
): Promise<number> {
  const [granted, spent] = await Promise.all([
    database.delivery.aggregate({
      where: { order: { user: belongsTo(uid) }, withdrawnAt: null },
      _sum: { credits: true },
    }),
    database.creditSpend.aggregate({ where: { uid }, _sum: { credits: true } }),
  ])
  return (granted._sum.credits ?? 0) - (spent._sum.credits ?? 0)
}

/** The file of a delivered download; null unless one of these buyers holds it. */
export async function readDownload(deliveryId: string, uids: readonly Uid[]): Promise<Sheet | null> {
  const delivery = await db().delivery.findFirst({
    where: {
      id: deliveryId,
      order: { user: { OR: uids.map(belongsTo) } },
      withdrawnAt: null,
      kind: 'DOWNLOAD',
    },
    include: withProduct,
  })
  return readSheet(delivery?.orderLine.product)
}

/** The models that a member has in the library at a moment: all that are for sale. None for somebody who is not a member. */
export async function listClubModels(uid: Uid, at: Date): Promise<ListedProduct[]> {
  if (!(await hasMembership(uid, at))) return []
  return (await productsForSale()).filter(
    ({ kind, sheet, sheetFileId }) => kind === 'DOWNLOAD' && (sheet ?? sheetFileId) !== null,
  )
}

/** The file of a model, for a member at a moment; null for anyone else. */
export async function readClubSheet(productId: string, uid: Uid, at: Date): Promise<Sheet | null> {
  const models = await listClubModels(uid, at)
  return readSheet(models.find(({ id }) => id === productId))
}

/** The file of a product: what a merchant uploaded, else the one that ships with the shop. */
async function readSheet(
  product: Pick<Product, 'sheet' | 'sheetFileId'> | null | undefined,
): Promise<Sheet | null> {
  if (product?.sheetFileId) {
    const file = await findFile(product.sheetFileId, 'DOWNLOAD')
    return file && { ...file, content: () => readContent(file.id) }
  }
  if (!product?.sheet) return null
  const content = await readFile(path.join(process.cwd(), 'lib/brand/sheets', path.basename(product.sheet)))
  return {
    contentType: 'application/pdf',
    fileName: product.sheet,
    digest: createHash('sha256').update(content).digest('hex'),
    content: async () => content,
  }
}

/** What a buyer's credits were spent on, newest first. */
export async function listCreditSpends(uid: Uid) {
  return db().creditSpend.findMany({ where: { uid }, orderBy: { createdAt: 'desc' }, take: 50 })
}
