import { productsForSale, productsSoldIn, untranslatedForSale } from '@/lib/catalog/data'
import type { PricedProduct } from '@/lib/catalog/prices'
import { db } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
import { type Language, languages } from '@/lib/languages/languages.mjs'
import type { ProductQuery, Sort } from '@/lib/product-search/schema'

/** How many products a page shows: rows of two, three and four are full. */
export const productsPerPage = 24

/** So many products can be paged through; beyond that, narrow the list. */
export const mostListed = 50 * productsPerPage

/** A product in a list. */
export type FoundProduct = Pick<
  PricedProduct,
  | 'id'
  | 'slug'
  | 'kind'
  | 'name'
  | 'summary'
  | 'artwork'
  | 'artworkFileId'
  | 'amount'
  | 'currency'
  | 'periodLength'
  | 'periodUnit'
  | 'trialAmount'
  | 'trialLength'
  | 'trialUnit'
>

/** A page of a list of products. */
export interface ProductList {
  products: FoundProduct[]
  /** How many there are; with `isMore` at least so many. */
  total: number
  isMore: boolean
  /** The page that this is, from 1: the last one if a later one was asked for. */
  page: number
  pages: number
}

/** Products `p` with what they cost in a currency, `l`: by their prices, where those are what they are chosen by. */
const byPrice = (currency: string) =>
  Prisma.sql`products p JOIN list_prices l ON l.product_id = p.id AND l.currency = ${currency}`

/**
 * The same, with each price looked up once its product is found: PostgreSQL would rather read all prices. Not for a currency in
 * which little is sold: it would look through the whole catalogue for that.
 */
const withPrice = (currency: string) => Prisma.sql`
  products p CROSS JOIN LATERAL (
    SELECT amount, trial_amount FROM list_prices WHERE product_id = p.id AND currency = ${currency} OFFSET 0) l`

const columns = (sold: SoldIn) => Prisma.sql`
  p.id, p.slug, p.kind::text AS kind, ${said('name', sold)} AS name, ${said('summary', sold)} AS summary, p.artwork, p.artwork_file_id AS "artworkFileId",
  l.amount, ${sold.currency}::text AS currency, p.period_length AS "periodLength", p.period_unit::text AS "periodUnit",
  l.trial_amount AS "trialAmount", p.trial_length AS "trialLength", p.trial_unit::text AS "trialUnit"`

/** Where products `p` have their texts, and which of them have them there. */
interface Source {
  language: Language
  from: Prisma.Sql
  row: Prisma.Sql
  only: Prisma.Sql
}

/** Those of a language, of which each product is in one alone: its translations, and what products say that have none. */
function sourcesOf({ language, untranslated }: Pick<SoldIn, 'language' | 'untranslated'>): Source[] {
  const [first] = languages
  const own = { language: first.name, from: Prisma.empty, row: Prisma.sql`p` }
  if (language === first.name || untranslated === 'all') return [{ ...own, only: Prisma.empty }]
  const translations = {
    language,
    from: Prisma.sql`JOIN product_texts t ON t.product_id = p.id AND t.language = ${language}`,
    row: Prisma.sql`t`,
    only: Prisma.empty,
  }
  if (untranslated.length === 0) return [translations]
  // Without OFFSET PostgreSQL would read every translation to begin with.
  const none = Prisma.sql`AND NOT EXISTS (
    SELECT FROM product_texts WHERE product_id = p.id AND language = ${language} OFFSET 0)`
  const only = untranslated === 'many' ? none : Prisma.sql`AND p.id = ANY(${untranslated}) ${none}`
  return [translations, { ...own, only }]
}

/** A text with each of its words once: for a search that wants all of them the same, and sooner found. */
const eachWordOnce = (text: string) => [...new Set(text.split(' '))].join(' ')

/** Whether the texts of a source hold all words of a text. */
function holds(column: 'name_words' | 'words', text: string, { language, row }: Source): Prisma.Sql {
  return Prisma.sql`${row}.${Prisma.raw(column)} @@ plainto_tsquery(shop_search_in(${language}), ${eachWordOnce(text)})`
}

/** What a language calls products `p`, or says of them. */
function said(
  column: 'name' | 'summary',
  { language, untranslated }: Pick<SoldIn, 'language' | 'untranslated'>,
): Prisma.Sql {
  const own = Prisma.raw(column)
  if (language === languages[0].name || untranslated === 'all') return Prisma.sql`p.${own}`
  return Prisma.sql`coalesce(
    (SELECT ${own} FROM product_texts t WHERE t.product_id = p.id AND t.language = ${language}), p.${own})`
}

/** Columns by which a list is sorted, each as an index has them. */
const orders: Record<Sort, Prisma.Sql> = {
  best: Prisma.sql`place, id`,
  'price-low': Prisma.sql`amount, id`,
  'price-high': Prisma.sql`amount DESC, id DESC`,
  new: Prisma.sql`made DESC, id DESC`,
}

/** A currency, whether little is sold in it, the language of a reader, and what is not translated into it. */
export interface SoldIn {
  currency: string
  language: Language
  isSparse: boolean
  /** Where it is a quarter of the products or less: which. */
  untranslated: 'all' | 'many' | string[]
}

/** A currency is sparse in which a quarter of the products or less are sold: up to 1 s ago. */
async function soldIn({ currency, language }: Shown): Promise<SoldIn> {
  const [sold, all, own] = await Promise.all([
    productsSoldIn(currency, language),
    productsForSale(),
    untranslatedForSale(language),
  ])
  const untranslated = own.length === all.length ? 'all' : own.length * 4 > all.length ? 'many' : own
  return { currency, language, isSparse: sold.length * 4 <= all.length, untranslated }
}

/** What is for sale in a currency and fits, in the order of the list, and no more than can be paged through of each source. */
function fitting(
  { text, kind, least, most, sort }: ProductQuery,
  sold: SoldIn,
  conditionOf: (source: Source) => Prisma.Sql,
) {
  const { currency, isSparse } = sold
  const within = [
    ...(kind ? [Prisma.sql`AND p.kind = ${kind}::"ProductKind"`] : []),
    ...(least === undefined ? [] : [Prisma.sql`AND l.amount >= ${least}`]),
    ...(most === undefined ? [] : [Prisma.sql`AND l.amount <= ${most}`]),
  ]
  const isByPrice = isSparse || sort === 'price-low' || sort === 'price-high' || (least ?? most) !== undefined
  const products = isByPrice ? byPrice(currency) : withPrice(currency)
  // What nothing is looked for in need not be there.
  const sources = sourcesOf(text === '' ? { ...sold, untranslated: 'all' } : sold)
  const lists = sources.map((source) => {
    const { from, row, only } = source
    return Prisma.sql`(
      SELECT p.id, ${row}.name, p.position AS place, p.created_at AS made, l.amount
      FROM ${products} ${from} WHERE p.active AND ${conditionOf(source)} ${only} ${within.length > 0 ? Prisma.join(within, ' ') : Prisma.empty}
      ORDER BY ${orders[sort]} LIMIT ${mostListed + 1})`
  })
  return Prisma.join(lists, ' UNION ALL ')
}

/**
 * The statement of `listProducts`. Products whose names contain the search come before those whose descriptions do; an
 * exact name comes first. However much fits, a bounded number of rows is read.
 */
export function listStatement(query: ProductQuery, sold: SoldIn): Prisma.Sql {
  const { text, sort } = query
  const { currency } = sold
  const named = (source: Source) => holds('name_words', text, source)
  const described = (source: Source) => holds('words', text, source)
  const tier = Prisma.sql`CASE WHEN search_fold(name) = search_fold(${text}) THEN 0 ELSE 1 END`
  const found =
    text === ''
      ? Prisma.sql`SELECT *, 0 AS tier FROM (${fitting(query, sold, () => Prisma.sql`true`)}) every`
      : sort !== 'best'
        ? Prisma.sql`SELECT *, 0 AS tier FROM (${fitting(query, sold, described)}) every`
        : Prisma.sql`
            SELECT *, ${tier} AS tier FROM (${fitting(query, sold, named)}) bearing
            UNION ALL
            SELECT *, 2 FROM (${fitting(query, sold, (source) => Prisma.sql`${described(source)} AND NOT ${named(source)}`)}) telling`
  return Prisma.sql`
    WITH found AS MATERIALIZED (${found}),
    shown AS (
      SELECT id, row_number() OVER (ORDER BY tier, ${orders[sort]}) AS nr FROM found
      ORDER BY nr LIMIT ${productsPerPage} OFFSET ${(query.page - 1) * productsPerPage})
    SELECT (SELECT count(*)::int FROM found) AS total, (
      SELECT coalesce(json_agg(row), '[]') FROM (
        SELECT ${columns(sold)} FROM shown s, ${withPrice(currency)}
        WHERE p.id = s.id ORDER BY s.nr) row) AS products`
}

/** For whom products are listed. */
export type Shown = Pick<SoldIn, 'currency' | 'language'>

/** What is for sale in a currency and fits a query, live. Of a page after the last one the last is given. */
export async function listProducts(query: ProductQuery, shown: Shown): Promise<ProductList> {
  const [row] = await db().$queryRaw<{ total: number; products: FoundProduct[] }[]>(
    listStatement(query, await soldIn(shown)),
  )
  const { total = 0, products = [] } = row ?? {}
  const isMore = total > mostListed
  const pages = Math.max(Math.ceil(Math.min(total, mostListed) / productsPerPage), 1)
  if (query.page > pages) return listProducts({ ...query, page: pages }, shown)
  return { products, total: Math.min(total, mostListed), isMore, page: query.page, pages }
}

/** How near a name must come to what was typed, and to the nearest: the part of three-letter pieces that they share. */
const nearEnough = { least: 0.3, toNearest: 0.6 }
const mostNear = 8

/** The statement of `listNear`: the names that come nearest, found by their index, or among the few that are sold. */
export function nearStatement(text: string, sold: SoldIn): Prisma.Sql {
  const { currency, isSparse } = sold
  const products = isSparse ? byPrice(currency) : Prisma.sql`products p`
  const nearest = sourcesOf(sold).map(
    ({ from, row, only }) => Prisma.sql`(
      SELECT p.id FROM ${products} ${from} WHERE p.active ${only}
      ORDER BY search_fold(${row}.name) <->> search_fold(${text}) LIMIT ${3 * mostNear})`,
  )
  return Prisma.sql`
    SELECT ${columns(sold)}, word_similarity(search_fold(${text}), search_fold(${said('name', sold)}))::float8 AS near
    FROM (${Prisma.join(nearest, ' UNION ALL ')}) n, ${withPrice(currency)}
    WHERE p.id = n.id
    ORDER BY near DESC, p.position, p.id LIMIT ${mostNear}`
}

/** The products for sale whose names are like a text that may be mistyped, the nearest first; few, and often none. */
export async function listNear(text: string, shown: Shown): Promise<FoundProduct[]> {
  if (wordsOf(text).length === 0) return []
  const rows = await db().$queryRaw<(FoundProduct & { near: number })[]>(
    nearStatement(text, await soldIn(shown)),
  )
  const limit = Math.max(nearEnough.least, (rows[0]?.near ?? 0) * nearEnough.toNearest)
  // A short word shares few pieces with itself once two of its letters have changed places.
  return rows.filter(({ near, name }) => near >= limit || isSlip(text, name))
}

/** The words of a text that are long enough to be mistaken for others. */
const wordsOf = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]{2,}/gu) ?? []

/** Whether one of the words of a text is one typo away from a word of a name. */
function isSlip(text: string, name: string): boolean {
  const typed = wordsOf(text).filter((word) => word.length > 2)
  return wordsOf(name).some((word) => typed.some((each) => isOneSlip(each, word)))
}

/** Whether two words differ by one letter, or by the places of two letters that stand side by side. */
function isOneSlip(one: string, other: string): boolean {
  let start = 0
  while (start < one.length && one[start] === other[start]) start++
  let end = 0
  while (end < Math.min(one.length, other.length) - start && one.at(-1 - end) === other.at(-1 - end)) end++
  const [a, b] = [one.slice(start, one.length - end), other.slice(start, other.length - end)]
  return (a.length <= 1 && b.length <= 1) || (a.length === 2 && a === `${b[1]}${b[0]}`)
}
