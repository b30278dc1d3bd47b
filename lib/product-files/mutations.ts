import { createHash } from 'node:crypto'
import { forget } from '@/lib/cache'
import { catalogTag } from '@/lib/catalog/data'
import { db, deleteInSteps } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { FilePurpose } from '@/lib/generated/prisma/enums'
import { newId } from '@/lib/ids'
import { FileRefusal, formatOf } from '@/lib/product-files/content'
import { redrawArtwork, redrawDownload } from '@/lib/product-files/picture'
import { listPictures, mostPictures, picturesTag } from '@/lib/product-files/pictures'
import { mostBytes } from '@/lib/product-files/schema'

const columns = { ARTWORK: 'artworkFileId', DOWNLOAD: 'sheetFileId' } as const

const contentTypes = {
  pdf: 'application/pdf',
  zip: 'application/zip',
  png: 'image/png',
  jpeg: 'image/jpeg',
} as const

/**
 * What came of putting a file to a product, or taking it away: `missing` is a product that there is not; `needed` the only file
 * of a download that is for sale.
 */
export type Placed =
  | { ok: true; before: string | null; after: string | null }
  | { ok: false; why: 'missing' | 'changed' | 'needed' }

interface Upload {
  productId: string
  purpose: FilePurpose
  /** The file that is replaced, as the operator's page showed it; empty for none. */
  shown: string
}

/**
 * Checks an uploaded file and makes of it what the shop keeps. Throws a FileRefusal.
 *
 * @param name what the file was called on the operator's machine
 */
export async function makeFile(
  { purpose, productId }: Pick<Upload, 'purpose' | 'productId'>,
  bytes: Buffer,
  name: string,
): Promise<NewFile> {
  if (bytes.length === 0) throw new FileRefusal('No file was chosen, or it is empty.')
  if (bytes.length > mostBytes) throw new FileRefusal('This file is larger than 10 MB.')
  const { content, contentType, ending } = await (purpose === 'ARTWORK' ? artwork(bytes) : download(bytes))
  return {
    id: newId(),
    purpose,
    contentType,
    fileName: `${plainName(name) || productId}.${ending}`,
    size: content.length,
    digest: createHash('sha256').update(content).digest('hex'),
    content: new Uint8Array(content),
  }
}

/** Gives a file to a product in place of the one that was shown, which stays for as long as a page may still name it. */
export function placeFile(upload: Upload, file: NewFile): Promise<Placed> {
  return exchange(upload, file)
}

/** Takes a product's uploaded file away, if it is still the one that was shown; then the one that ships with the shop counts. */
export function removeFile(upload: Upload): Promise<Placed> {
  return exchange(upload, undefined)
}

type NewFile = Parameters<ReturnType<typeof db>['productFile']['create']>[0]['data'] & { id: string }

async function exchange({ productId, purpose, shown }: Upload, file: NewFile | undefined): Promise<Placed> {
  const placed = await db().$transaction(async (transaction): Promise<Placed> => {
    await transaction.$queryRaw`SELECT FROM products WHERE id = ${productId} FOR NO KEY UPDATE`
    const column = columns[purpose]
    const product = await transaction.product.findUnique({ where: { id: productId } })
    if (!product) return { ok: false, why: 'missing' }
    const before = product[column]
    if ((before ?? '') !== shown) return { ok: false, why: 'changed' }
    if (!file && purpose === 'DOWNLOAD' && product.active && product.kind === 'DOWNLOAD' && !product.sheet) {
      return { ok: false, why: 'needed' }
    }
    if (file) await transaction.productFile.create({ data: file, select: { id: true } })
    const after = file?.id ?? null
    await transaction.product.update({ where: { id: productId }, data: { [column]: after } })
    return { ok: true, before, after }
  })
  forget(catalogTag)
  return placed
}

async function artwork(bytes: Buffer) {
  return { content: await redrawArtwork(bytes), contentType: 'image/webp', ending: 'webp' }
}

async function download(bytes: Buffer) {
  const format = formatOf(bytes, ['pdf', 'zip', 'png', 'jpeg']) as keyof typeof contentTypes
  const isPicture = format === 'png' || format === 'jpeg'
  return {
    content: isPicture ? await redrawDownload(bytes, format) : bytes,
    contentType: contentTypes[format],
    ending: format === 'jpeg' ? 'jpg' : format,
  }
}

/** A name without its ending that means nothing to a browser, a shell or a file system. */
function plainName(name: string): string {
  return name
    .replace(/^.*[/\\]/, '')
    .replace(/\.[^.]*$/, '')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '')
    .join('-')
    .slice(0, 60)
}

/** Deletes files that no product has had for a day; returns how many. A page that still names one is a minute old at most. */
export async function deleteUnusedFiles(): Promise<number> {
  const before = new Date(Date.now() - 86_400_000)
  return deleteInSteps((limit) =>
    db().productFile.deleteMany({
      where: { uploadedAt: { lt: before }, artworkOf: { none: {} }, sheetOf: { none: {} }, pictureOf: null },
      limit,
    }),
  )
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
