import { expect, test } from 'vitest'
import { relatedProducts } from '@/lib/catalog/related'

type Kind = 'DOWNLOAD' | 'LICENCE'

const shop = (
  [
    ['Fox', 'Sits upright.', 'DOWNLOAD'],
    ['Owl', 'Round and awake.', 'DOWNLOAD'],
    ['Whale', 'Dives from a desk.', 'DOWNLOAD'],
    ['Arctic fox', 'In white.', 'DOWNLOAD'],
    ['Lantern', 'Six sides.', 'DOWNLOAD'],
    ['Fox licence', 'Sell what you build.', 'LICENCE'],
    ['Studio licence', 'Sell everything.', 'LICENCE'],
  ] satisfies [string, string, Kind][]
).map(([name, summary, kind], at) => ({ id: `p${at}`, name, summary, kind: kind as Kind, position: 10 * at }))

const relatedTo = (name: string, most = 4) => {
  const product = shop.find((each) => each.name === name)
  return product && relatedProducts(product, shop, most).map((each) => each.name)
}

test('what shares a rare word and the kind comes first, then the neighbours of the kind, then what shares a word', () => {
  expect(relatedTo('Fox')).toEqual(['Arctic fox', 'Owl', 'Whale', 'Lantern'])
  expect(relatedTo('Fox', 5)?.at(-1)).toBe('Fox licence')
  expect(relatedTo('Studio licence')).toEqual(['Fox licence', 'Lantern', 'Arctic fox', 'Whale'])
})

test('a product is not related to itself, nor to what there is not', () => {
  expect(relatedTo('Owl', 99)).toHaveLength(shop.length - 1)
  expect(relatedTo('Owl', 99)).not.toContain('Owl')
  const [only] = shop
  expect(only && relatedProducts(only, [only], 4)).toEqual([])
})

test('a word that many have in common relates nothing', () => {
  const many = Array.from({ length: 60 }, (_, at) => ({
    id: `m${at}`,
    name: `Paper ${at}`,
    summary: at === 50 ? 'With a secret drawer.' : at === 3 ? 'A secret box.' : 'Folded.',
    kind: 'DOWNLOAD' as const,
    position: at,
  }))
  const product = many[50]
  expect(product && relatedProducts(product, many, 3).map(({ id }) => id)).toEqual(['m3', 'm49', 'm51'])
})

test('in a large catalogue few products are looked at, and words are read once for each state of it', () => {
  let read = 0
  const large = Array.from({ length: 20_000 }, (_, at) => ({
    id: `l${at}`,
    get name() {
      read++
      return `Model ${at}`
    },
    summary: 'Folded from a sheet.',
    kind: at % 40 === 0 ? ('LICENCE' as const) : ('DOWNLOAD' as const),
    position: at,
  }))
  const related = (at: number) => {
    const product = large[at]
    return product && relatedProducts(product, large, 4).map(({ id }) => id)
  }
  expect(related(1000)).toEqual(['l960', 'l1040', 'l920', 'l1080'])
  expect(read).toBe(large.length + 1)
  expect(related(10_001)).toEqual(['l10002', 'l9999', 'l10003', 'l9998'])
  expect(read).toBe(large.length + 2)
})
