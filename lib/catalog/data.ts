import { cached } from '@/lib/cache'
import { db } from '@/lib/db'
import type { Product } from '@/lib/generated/prisma/client'

/** The tag to `forget` (lib/cache.ts) when a product is saved. */
export const catalogTag = 'catalog'

/** Every product that was ever for sale, in the order of the shop; up to 60 s old. */
function catalog(): Promise<Product[]> {
  return cached(catalogTag, 60, () =>
    db().product.findMany({ orderBy: [{ position: 'asc' }, { id: 'asc' }] }),
  )
}

/** The products for sale, in the order of the shop; up to 60 s old. */
export async function productsForSale(): Promise<Product[]> {
  return (await catalog()).filter((product) => product.active)
}

/** A product by its address, for sale or not; up to 60 s old. */
export async function productBySlug(slug: string): Promise<Product | undefined> {
  return (await catalog()).find((product) => product.slug === slug)
}

/** Every product that was ever for sale, by name, in the order of the shop; up to 60 s old. */
export async function listProductNames(): Promise<Pick<Product, 'id' | 'name'>[]> {
  return (await catalog()).map(({ id, name }) => ({ id, name }))
}
