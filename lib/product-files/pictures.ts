import { cached, forget } from '@/lib/cache'
import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { NewFile } from '@/lib/product-files/mutations'

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
const picturesTag = 'pictures'

/** The further pictures of all products that have any, by product and in their order; up to 60 s old. */
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

/** What came of an act on a product's further pictures, with their files in order; `changed` when they were no longer as shown. */
export type Pictured =
  | { ok: true; before: string[]; after: string[] }
  | { ok: false; why: 'missing' | 'changed' | 'full' }

/** Adds a picture after the others. The file is made by `makeFile`, as an artwork. */
export function addPicture(productId: string, file: NewFile, shows: string): Promise<Pictured> {
  return rearrange(productId, async (before, transaction) => {
    if (before.length >= mostPictures) return 'full'
    await transaction.productFile.create({ data: file, select: { id: true } })
    await transaction.productPicture.create({
      data: { fileId: file.id, productId, position: before.length + 1, shows },
    })
    return [...before, file.id]
  })
}

/** Takes a picture away. Its file stays for as long as a page may still name it. */
export function removePicture(productId: string, fileId: string): Promise<Pictured> {
  return rearrange(productId, async (before, transaction) => {
    if (!before.includes(fileId)) return 'changed'
    await transaction.productPicture.delete({ where: { fileId } })
    return before.filter((each) => each !== fileId)
  })
}

/**
 * Moves a picture past the one before or after it.
 *
 * @param beside the picture that it is to change places with, as the operator's page showed it
 */
export function movePicture(
  productId: string,
  fileId: string,
  way: 'before' | 'after',
  beside: string,
): Promise<Pictured> {
  return rearrange(productId, async (before) => {
    const from = before.indexOf(fileId)
    const to = way === 'before' ? from - 1 : from + 1
    if (from < 0 || before[to] !== beside) return 'changed'
    return before.with(from, beside).with(to, fileId)
  })
}

/** Runs an act on a product's pictures after all others on it, and numbers them in the order that it returns. */
async function rearrange(
  productId: string,
  act: (before: string[], transaction: Prisma.TransactionClient) => Promise<string[] | 'changed' | 'full'>,
): Promise<Pictured> {
  const pictured = await db().$transaction(async (transaction): Promise<Pictured> => {
    const found = await transaction.$queryRaw<unknown[]>`
      SELECT FROM products WHERE id = ${productId} FOR NO KEY UPDATE`
    if (found.length === 0) return { ok: false, why: 'missing' }
    const before = (await listPictures(productId, transaction)).map(({ fileId }) => fileId)
    const after = await act(before, transaction)
    if (typeof after === 'string') return { ok: false, why: after }
    await transaction.$executeRaw`
      UPDATE product_pictures p SET position = o.place FROM unnest(${after}::text[]) WITH ORDINALITY AS o (id, place)
      WHERE p.file_id = o.id AND p.position <> o.place`
    return { ok: true, before, after }
  })
  forget(picturesTag)
  return pictured
}
