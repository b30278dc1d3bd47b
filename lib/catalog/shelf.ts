import { catalogVersion } from '@/lib/cache-clock'
import { db } from '@/lib/db'

/** What was read last, by the client of its database. */
const read = new WeakMap<
  object,
  { version: bigint; products: readonly { slug: string; active: boolean }[] }
>()

/** All products, as `load` reads them; those that were read before, unless something has changed since. */
export async function readUnlessKnown<Shown extends { slug: string; active: boolean }>(
  load: () => Promise<Shown[]>,
): Promise<readonly Shown[]> {
  const client = db()
  // What changes between the two is read again next time.
  const version = await catalogVersion()
  const known = read.get(client)
  if (known?.version === version) return known.products as readonly Shown[]
  const products = await load()
  read.set(client, { version, products })
  return products
}

interface Shelves<Shown> {
  forSale: readonly Shown[]
  bySlug: ReadonlyMap<string, Shown>
}

const arranged = new WeakMap<readonly unknown[], Shelves<unknown>>()

/** Products by what they are asked for: arranged once for each state of the catalogue. */
export function shelvesOf<Shown extends { slug: string; active: boolean }>(
  products: readonly Shown[],
): Shelves<Shown> {
  const known = arranged.get(products)
  if (known) return known as Shelves<Shown>
  const shelves: Shelves<Shown> = {
    forSale: products.filter(({ active }) => active),
    bySlug: new Map(products.map((product) => [product.slug, product])),
  }
  arranged.set(products, shelves)
  return shelves
}
