import { beforeAll, describe, expect, test } from 'vitest'
import { listed } from '@/lib/catalog/data'
import { pricedIn } from '@/lib/catalog/prices'
import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import {
  listNear,
  listProducts,
  listStatement,
  mostListed,
  nearStatement,
  productsPerPage,
  type SoldIn,
} from '@/lib/product-search/data'
import { readProductQuery } from '@/lib/product-search/schema'
import { fillCatalogue, translateCatalogue } from '@/test/support/catalogue'
import { setPrice } from '@/test/support/orders'
import { testDatabase } from '@/test/support/test-database'

const database = await testDatabase()

const inDollars = { currency: 'USD', language: 'en' } as const

type Typed = Parameters<typeof readProductQuery>[0]
const queryOf = (typed: Typed) => readProductQuery(typed, 'USD').query
const list = (typed: Typed) => listProducts(queryOf(typed), inDollars)
const names = async (typed: Typed) => (await list(typed)).products.map(({ name }) => name)

beforeAll(async () => {
  const made: [
    name: string,
    kind: string,
    summary: string,
    description: string,
    amount: number,
    active: boolean,
  ][] = [
    ['Red fox', 'DOWNLOAD', 'Sits upright.', 'A patient model.', 600, true],
    ['Heron', 'DOWNLOAD', 'Stands on a stone.', 'Looks for fish, not for foxes.', 750, true],
    ['Fox', 'DOWNLOAD', 'A head for the wall.', 'Two pages.', 900, true],
    ['Café lantern', 'DOWNLOAD', 'For a naïve evening.', 'Six sides.', 450, true],
    ['Commercial licence', 'LICENCE', 'Sell what you build.', 'For makers.', 4900, true],
    ['Retired fox', 'DOWNLOAD', 'No longer sold.', 'Gone.', 100, false],
    ['100 % paper_bird', 'DOWNLOAD', 'Only paper.', 'A bird.', 300, true],
    ['ثعلب ورقي', 'DOWNLOAD', 'نموذج ورقي', 'ثعلب', 500, true],
  ]
  for (const [at, [name, kind, summary, description, amount, active]] of made.entries()) {
    await database.query(
      `INSERT INTO products (id, slug, position, kind, name, summary, description, artwork, active, created_at, updated_at)
       VALUES ($1, $1, $2::int, $3, $4, $5, $6, 'fox.svg', $7, now() + $2::int * interval '1 s', now())`,
      [`made-${at}`, at, kind, name, summary, description, active],
    )
    await setPrice(database, `made-${at}`, amount)
  }
  await database.query(
    `INSERT INTO products (id, slug, position, kind, name, summary, description, artwork, updated_at)
     VALUES ('euro', 'euro', 99, 'DOWNLOAD', 'Fox in euros', '', '', 'fox.svg', now())`,
  )
  await setPrice(database, 'euro', 600, { currency: 'EUR' })
  await database.query(
    `INSERT INTO product_texts (product_id, language, name, summary, description) VALUES
     ('made-0', 'de', 'Roter Bär', 'Sitzt aufrecht.', 'Ein geduldiges Modell.'),
     ('made-1', 'de', 'Reiher', 'Steht auf einem Stein.', 'Sieht nach Fischen, nicht nach Bären.')`,
  )
})

describe('in another language', () => {
  const inGerman = { currency: 'USD', language: 'de' } as const
  const german = async (typed: Typed) =>
    (await listProducts(queryOf(typed), inGerman)).products.map(({ name }) => name)

  test.each<[string, string, string[]]>([
    ['its own words, in other forms too', 'Bären', ['Roter Bär', 'Reiher']],
    ['without accents what has them', 'baren', ['Roter Bär', 'Reiher']],
    ['what is not translated, by the words it has', 'fox', ['Fox']],
    ['nothing by the words that were translated', 'heron', []],
  ])('a search finds %s', async (_, q, found) => {
    expect(await german({ q })).toEqual(found)
  })

  test('names are listed as they are in it, and near ones are suggested', async () => {
    expect(await german({})).toEqual(expect.arrayContaining(['Roter Bär', 'Reiher', 'Fox']))
    expect((await listNear('Rieher', inGerman)).map(({ name }) => name)).toContain('Reiher')
    expect((await listNear('Lantren', inGerman)).map(({ name }) => name)).toContain('Café lantern')
  })
})

describe('a search finds', () => {
  test.each<[string, string, string[]]>([
    [
      'one that is called so first, then the names that hold it, then the descriptions',
      'fox',
      ['Fox', 'Red fox', 'Heron'],
    ],
    ['other forms of the word', 'foxes', ['Red fox', 'Fox', 'Heron']],
    ['capital letters', 'HERON', ['Heron']],
    ['several words, in any place', 'stone heron', ['Heron']],
    ['without accents what has them', 'cafe naive', ['Café lantern']],
    ['with accents what has none', 'hérön', ['Heron']],
    ['text from right to left', 'ثعلب', ['ثعلب ورقي']],
    ['what has signs in its name', '100 % paper_bird', ['100 % paper_bird']],
    ['words between quotes, and nothing of a tag', '"fox" <script>', ['Red fox', 'Fox', 'Heron']],
    ['nothing of what is retired', 'retired', []],
    ['nothing of what has no price in the currency', 'euros', []],
  ])('%s: %s', async (_, q, found) => {
    expect(await names({ q })).toEqual(found)
  })

  test.each([
    '%',
    '_',
    "'",
    '"',
    '\\',
    "'; DROP TABLE products; --",
    '<script>alert(1)</script>',
    '-fox',
    '!',
    ':*',
    '&|!()',
    '\u202efox\u202c',
    '\0',
    '\ud800',
    '☃',
    'too long',
  ])('no more than it should, and breaks nothing: %j', async (typed) => {
    const q = typed === 'too long' ? 'x'.repeat(10_000) : typed
    const { products, total } = await list({ q })
    expect(total).toBe(products.length)
    const all = await list({})
    if (queryOf({ q }).text === '') expect(total).toBe(all.total)
    else if (!q.includes('fox')) expect(products).toEqual([])
    expect(Array.isArray(await listNear(queryOf({ q }).text, inDollars))).toBe(true)
  })
})

describe('a mistyped word leads to the names that are nearest:', () => {
  test.each([
    ['hreon', 'Heron'],
    ['heorn', 'Heron'],
    ['fxo', 'Fox'],
    ['foxx', 'Fox'],
    ['lantren', 'Café lantern'],
    ['lant', 'Café lantern'],
    ['comercial licens', 'Commercial licence'],
    ['HÉRON!', 'Heron'],
  ])('%s to %s', async (typed, name) => {
    expect((await listNear(typed, inDollars)).map((found) => found.name)).toContain(name)
  })

  test.each(['zzqqzz', '%', '', 'x'])('%j to none', async (typed) => {
    expect(await listNear(typed, inDollars)).toEqual([])
  })

  test('and to none that is retired, or has no price in the currency', async () => {
    const found = (await listNear('fox', inDollars)).map(({ name }) => name)
    expect(found.sort()).toEqual(['Fox', 'Red fox'])
  })
})

describe('a list', () => {
  test('is in the order of the shop, unless another is asked for', async () => {
    const order = [
      'Red fox',
      'Heron',
      'Fox',
      'Café lantern',
      'Commercial licence',
      '100 % paper_bird',
      'ثعلب ورقي',
    ]
    expect(await names({})).toEqual(order)
    expect(await names({ sort: 'new' })).toEqual([...order].reverse())
    expect(await names({ sort: 'price-low' })).toEqual([
      '100 % paper_bird',
      'Café lantern',
      'ثعلب ورقي',
      'Red fox',
      'Heron',
      'Fox',
      'Commercial licence',
    ])
    expect(await names({ q: 'fox', sort: 'price-high' })).toEqual(['Fox', 'Heron', 'Red fox'])
  })

  test('is narrowed by kind and by price, the limits included', async () => {
    expect(await names({ kind: 'licence' })).toEqual(['Commercial licence'])
    expect(await names({ min: '6', max: '7.50' })).toEqual(['Red fox', 'Heron'])
    expect(await names({ min: '7,50', max: '$6' })).toEqual(['Red fox', 'Heron'])
    expect(await names({ q: 'fox', min: '8' })).toEqual(['Fox'])
  })

  test('shows its last page to who asks for one after it', async () => {
    expect(await list({ page: '999999' })).toMatchObject({ page: 1, pages: 1, total: 7, isMore: false })
    expect(await list({ q: 'zzqq', page: '5' })).toMatchObject({ page: 1, pages: 1, total: 0 })
  })
})

describe('in a large catalogue', () => {
  const inEnglish: SoldIn = { currency: 'USD', language: 'en', isSparse: false, untranslated: 'all' }

  beforeAll(() => fillCatalogue(database, 5000), 60_000)

  test('every product that can be paged through is on one page', async () => {
    const first = await list({ sort: 'price-low' })
    expect(first).toMatchObject({ total: mostListed, isMore: true, pages: 50 })
    const pages = await Promise.all([1, 2, 50].map((page) => list({ sort: 'price-low', page: String(page) })))
    const ids = pages.flatMap(({ products }) => products.map(({ id }) => id))
    expect(new Set(ids).size).toBe(3 * productsPerPage)
  })

  /** The rows that each scan of products and prices read, and those that it threw away, by the plan as it was carried out. */
  async function scans(statement: Prisma.Sql) {
    const [row] = await database.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${statement.text}`,
      statement.values,
    )
    const all: PlanNode[] = []
    const visit = (node: PlanNode) => {
      all.push(node)
      for (const child of node.Plans ?? []) visit(child)
    }
    if (row) visit(row['QUERY PLAN'][0].Plan)
    return all
      .filter((node) =>
        /^(?:products|product_texts|list_prices)(?:_|$)/.test(
          node['Index Name'] ?? node['Relation Name'] ?? '',
        ),
      )
      .map((node) => ({
        how: node['Node Type'],
        index: node['Index Name'],
        rows: (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
      }))
  }

  interface PlanNode {
    'Node Type': string
    'Relation Name'?: string
    'Index Name'?: string
    'Actual Rows': number
    'Actual Loops': number
    'Rows Removed by Filter'?: number
    Plans?: PlanNode[]
  }

  test.each<[string, Typed, string]>([
    ['a rare word', { q: 'zeppelin' }, 'products_name_words_idx'],
    ['a word of the descriptions', { q: 'quagga', sort: 'price-low' }, 'products_words_idx'],
    ['all, in the order of the shop', {}, 'products_active_position_idx'],
    ['all, the newest first', { sort: 'new' }, 'products_active_created_at_idx'],
    ['all, the cheapest first', { sort: 'price-low' }, 'list_prices_currency_amount_idx'],
    ['a kind', { kind: 'LICENCE' }, 'products_active_kind_position_idx'],
  ])('%s is found by its index, and few rows are read', async (_, typed, index) => {
    const found = await scans(listStatement(queryOf(typed), inEnglish))
    expect(found.map((scan) => scan.index)).toContain(index)
    expect(found.map(({ how }) => how)).not.toContain('Seq Scan')
    for (const { rows } of found) expect(rows).toBeLessThanOrEqual(mostListed + 20)
  })

  test('the names nearest to a mistyped word are found by their index', async () => {
    const found = await scans(nearStatement('zepellin', inEnglish))
    expect(found.map(({ index }) => index)).toContain('products_name_near_idx')
    for (const { rows } of found) expect(rows).toBeLessThanOrEqual(24)
    expect((await listNear('zepellin', inDollars))[0]?.name).toMatch(/zeppelin/i)
  })

  describe('in a currency in which little of a large catalogue is sold', () => {
    const sold: SoldIn = { ...inEnglish, currency: 'KWD', isSparse: true }

    test.each<[string, Typed]>([
      ['all', {}],
      ['a kind', { kind: 'DOWNLOAD' }],
      ['a common word', { q: 'fold' }],
    ])('%s is listed without looking through the rest', async (_, typed) => {
      const found = await scans(listStatement(queryOf(typed), sold))
      expect(found).not.toEqual([])
      for (const { rows } of found) expect(rows).toBeLessThanOrEqual(20)
      expect((await listProducts(queryOf(typed), { currency: 'KWD', language: 'en' })).total).toBe(5)
    })

    test('what is sold is suggested for a mistyped word, though names that are not sold come nearer', async () => {
      const [{ name = '' } = {}] = await database.query<{ name: string }>(
        "SELECT name FROM products WHERE id = 'filled-3'",
      )
      const found = await scans(nearStatement(name, sold))
      for (const { rows } of found) expect(rows).toBeLessThanOrEqual(20)
      expect((await listNear(name, { currency: 'KWD', language: 'en' }))[0]?.id).toBe('filled-3')
    })
  })

  describe.each<[share: string, every: number]>([
    ['half', 2],
    ['nearly all', 100],
  ])('in a language into which %s is translated', (share, every) => {
    let sold: SoldIn
    beforeAll(async () => {
      await translateCatalogue(database, every)
      const left = await database.query<{ id: string }>(
        `SELECT id FROM products p WHERE active
           AND NOT EXISTS (SELECT FROM product_texts WHERE product_id = p.id AND language = 'de')`,
      )
      const untranslated = share === 'half' ? 'many' : left.map(({ id }) => id)
      sold = { ...inEnglish, language: 'de', untranslated }
    }, 60_000)

    test('each product is found once, by its own texts or by its translation', async () => {
      const ids = async (typed: Typed) => {
        const [row] = await db().$queryRaw<{ products: { id: string }[] }[]>(
          listStatement(queryOf(typed), sold),
        )
        return row?.products.map(({ id }) => id) ?? []
      }
      const zeppelins = [1006, 2005, 3004, 4003, 7].map((n) => `filled-${n}`)
      expect((await ids({ q: 'zeppelin', sort: 'new' })).sort()).toEqual(zeppelins)
      const isTranslated = (id: string) => Number(id.slice(7)) % every !== 0
      expect((await ids({ q: 'Kanten' })).map(isTranslated)).toEqual(Array(productsPerPage).fill(true))
      expect((await ids({ q: 'edge' })).map(isTranslated)).toEqual(Array(productsPerPage).fill(false))
    })

    const cases: [string, Typed][] = [
      ['all', {}],
      ['a rare word', { q: 'zeppelin' }],
      ['a word of what is not translated', { q: 'edge' }],
      ['the same, by price', { q: 'edge', sort: 'price-high' }],
    ]
    // Of half of so small a catalogue PostgreSQL would rather read everything.
    if (share !== 'half') {
      cases.push(['a word of the translations', { q: 'Kanten' }])
      cases.push(['the same, by price', { q: 'Kanten', sort: 'price-high' }])
    }

    test.each(cases)('%s is found, and few rows are read', async (_, typed) => {
      const found = await scans(listStatement(queryOf(typed), sold))
      expect(found.map(({ how }) => how)).not.toContain('Seq Scan')
      for (const { rows } of found) expect(rows).toBeLessThanOrEqual(2 * (mostListed + 20))
    })

    test('names near to a mistyped word are found by their index', async () => {
      const found = await scans(nearStatement('zepellin', sold))
      expect(found.map(({ index }) => index)).toContain('product_texts_name_near_idx')
      for (const { rows } of found) expect(rows).toBeLessThanOrEqual(250)
    })
  })
})

test('what a page shows of a product is what the catalogue has of it', async () => {
  const [shown] = (await list({ q: 'heron' })).products
  const product = await db().product.findFirstOrThrow({
    where: { name: 'Heron' },
    include: listed,
  })
  expect(pricedIn(product, 'USD')).toMatchObject(shown ?? {})
  expect(shown).toMatchObject({ name: 'Heron', amount: 750, currency: 'USD' })
})
