import { cached } from '@/lib/cache'
import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'

/** How many further pictures a product may have. */
export const mostPictures = 8

/** A picture that a product's page shows after its artwork. */
export interface Picture {
  fileId: string
  /** What it shows, for those who can't see it; may be empty. */
  shows: string
}

const seconds = 60

/** The tag to `forget` (lib/cache.ts) when a picture is added, moved or removed. */
export const picturesTag = 'pictures'

/** The further pictures of all products that have any, by product and in their order; up to 1 s old. */
export async function shownPictures(): Promise<ReadonlyMap<string, Picture[]>> {
  return cached(picturesTag, seconds, async () => {
    const rows = await db().productPicture.findMany({ orderBy: [{ position: 'asc' }, { fileId: 'asc' }] })
    const found = new Map<string, Picture[]>()
    for (const { productId, fileId, shows } of rows) {
      found.set(productId, [...(found.get(productId) ?? []), { fileId, shows }])
    }
    return found
  })
}

/** The further pictures of a product, in their order, live: for the back office. */
export async function listPictures(
  productId: string,
  database: Pick<Prisma.TransactionClient, 'productPicture'> = db(),
): Promise<Picture[]> {
  return database.productPicture.findMany({
    where: { productId },
    orderBy: [{ position: 'asc' }, { fileId: 'asc' }],
    select: { fileId: true, shows: true },
  })
}
