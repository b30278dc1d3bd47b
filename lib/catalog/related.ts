import type { Product } from '@/lib/generated/prisma/client'

type Related = Pick<Product, 'id' | 'kind' | 'name' | 'summary' | 'position'>

/** By which words products are found, made once for each state of the catalogue. */
const indexes = new WeakMap<readonly Related[], ReadonlyMap<string, readonly Related[]>>()

/** A word that more products than this have in common says nothing of them. */
const commonWord = 50

const wordsOf = ({ name, summary }: Related) =>
  new Set(`${name} ${summary}`.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])

function indexOf<Shown extends Related>(products: readonly Shown[]): ReadonlyMap<string, readonly Shown[]> {
  const known = indexes.get(products)
  if (known) return known as ReadonlyMap<string, readonly Shown[]>
  const index = new Map<string, Shown[]>()
  for (const product of products) {
    for (const word of wordsOf(product)) {
      const bearers = index.get(word)
      if (bearers) bearers.push(product)
      else index.set(word, [product])
    }
  }
  indexes.set(products, index)
  return index
}

/**
 * What a buyer who looks at a product may also like: what is of its kind and shares words
 * with it, the rarer the better, and among equals what stands near it in the order of the shop.
 *
 * @param products those for sale, in the order of the shop
 */
export function relatedProducts<Shown extends Related>(
  product: Related,
  products: readonly Shown[],
  most: number,
): Shown[] {
  const index = indexOf(products)
  const shared = new Map<Shown, number>()
  for (const word of wordsOf(product)) {
    const bearers = index.get(word) ?? []
    if (bearers.length > commonWord) continue
    for (const each of bearers) shared.set(each, (shared.get(each) ?? 0) + 1 / bearers.length)
  }
  return products
    .filter(({ id }) => id !== product.id)
    .map((each) => ({
      each,
      score: (shared.get(each) ?? 0) + (each.kind === product.kind ? 1 : 0),
      distance: Math.abs(each.position - product.position),
    }))
    .sort((a, b) => b.score - a.score || a.distance - b.distance)
    .slice(0, most)
    .map(({ each }) => each)
}
