import type { Product } from '@/lib/generated/prisma/client'

type Related = Pick<Product, 'id' | 'kind' | 'name' | 'summary' | 'position'>

interface Index<Shown> {
  byWord: ReadonlyMap<string, readonly Shown[]>
  /** In the order of the shop. */
  byKind: ReadonlyMap<string, readonly Shown[]>
}

/** Made once for each state of the catalogue. */
const indexes = new WeakMap<readonly Related[], Index<Related>>()

/** A word that more products than this have in common says nothing of them. */
const commonWord = 50

const wordsOf = ({ name, summary }: Related) =>
  new Set(`${name} ${summary}`.toLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [])

function add<Shown>(map: Map<string, Shown[]>, key: string, product: Shown): void {
  const known = map.get(key)
  if (known) known.push(product)
  else map.set(key, [product])
}

function indexOf<Shown extends Related>(products: readonly Shown[]): Index<Shown> {
  const known = indexes.get(products)
  if (known) return known as Index<Shown>
  const byWord = new Map<string, Shown[]>()
  const byKind = new Map<string, Shown[]>()
  for (const product of products) {
    add(byKind, product.kind, product)
    for (const word of wordsOf(product)) add(byWord, word, product)
  }
  const index = { byWord, byKind }
  indexes.set(products, index)
  return index
}

/** Those of some products, sorted by their positions, that stand nearest to one on either side. */
function around<Shown extends Related>(position: number, sorted: readonly Shown[], most: number): Shown[] {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle]?.position ?? 0) < position) low = middle + 1
    else high = middle
  }
  // One of them may be the product itself.
  return sorted.slice(Math.max(0, low - most), low + most + 1)
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
  const { byWord, byKind } = indexOf(products)
  const shared = new Map<Shown, number>()
  for (const word of wordsOf(product)) {
    const bearers = byWord.get(word) ?? []
    if (bearers.length > commonWord) continue
    for (const each of bearers) shared.set(each, (shared.get(each) ?? 0) + 1 / bearers.length)
  }
  const neighbours = [...byKind.values()].flatMap((sorted) => around(product.position, sorted, most))
  return [...new Set([...shared.keys(), ...neighbours])]
    .filter(({ id }) => id !== product.id)
    .map((each) => ({
      each,
      score: (shared.get(each) ?? 0) + (each.kind === product.kind ? 1 : 0),
      distance: Math.abs(each.position - product.position),
    }))
    .sort((a, b) => b.score - a.score || a.distance - b.distance || a.each.position - b.each.position)
    .slice(0, most)
    .map(({ each }) => each)
}
