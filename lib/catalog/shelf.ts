import { db } from '@/lib/db'

/** What was read last, by the client of its database. */
const read = new WeakMap<object, { state: string; products: readonly { slug: string; active: boolean }[] }>()

/** Moves with every change of the catalogue, in the transaction that makes it (triggers). */
async function catalogState(): Promise<string> {
  const clock = await db().cacheClock.findFirst()
  return String(clock?.version)
}

/** All products, as `load` reads them; those that were read before, unless something has changed since. */
export async function readUnlessKnown<Shown extends { slug: string; active: boolean }>(
  load: () => Promise<Shown[]>,
): Promise<readonly Shown[]> {
  const client = db()
  // What changes between the two is read again next time.
  const state = await catalogState()
  const known = read.get(client)
  if (known?.state === state) return known.products as readonly Shown[]
  const products = await load()
  read.set(client, { state, products })
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
