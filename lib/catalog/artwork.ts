import type { Product } from '@/lib/generated/prisma/client'

/** Where a product's artwork lies: what a merchant uploaded, else the file that ships with the shop. */
export function artworkPath({ artwork, artworkFileId }: Pick<Product, 'artwork' | 'artworkFileId'>): string {
  return artworkFileId === null ? `/artwork/${artwork}` : `/artwork/file/${artworkFileId}`
}
