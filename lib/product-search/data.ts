import { productsForSale, productsSoldIn } from '@/lib/catalog/data'
import type { PricedProduct } from '@/lib/catalog/prices'
import { db } from '@/lib/db'
import { Prisma } from '@/lib/generated/prisma/client'
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

const columns = (currency: string) => Prisma.sql`
  p.id, p.slug, p.kind::text AS kind, p.name, p.summary, p.artwork, p.artwork_file_id AS "artworkFileId",
  l.amount, ${currency}::text AS currency, p.period_length AS "periodLength", p.period_unit::text AS "periodUnit",
  l.trial_amount AS "trialAmount", p.trial_length AS "trialLength", p.trial_unit::text AS "trialUnit"`

const words = (text: string) => Prisma.sql`plainto_tsquery('shop_search', ${text})`

/** Columns by which a list is sorted, each as an index has them. */
const orders: Record<Sort, Prisma.Sql> = {
  best: Prisma.sql`place, id`,
  'price-low': Prisma.sql`amount, id`,
  'price-high': Prisma.sql`amount DESC, id DESC`,
  new: Prisma.sql`made DESC, id DESC`,
}

/** A currency, and whether little is sold in it. */
export interface SoldIn {
  currency: string
  isSparse: boolean
}

/** A currency is sparse in which a quarter of the products or less are sold: up to 1 s ago. */
async function soldIn(currency: string): Promise<SoldIn> {
  const [sold, all] = await Promise.all([productsSoldIn(currency), productsForSale()])
  return { currency, isSparse: sold.length * 4 <= all.length }
}

/** What is for sale in a currency and fits, in the order of the list, and no more than can be paged through. */
function fitting(
  { kind, least, most, sort }: ProductQuery,
  { currency, isSparse }: SoldIn,
  condition: Prisma.Sql,
) {
  const within = [
    ...(kind ? [Prisma.sql`AND p.kind = ${kind}::"ProductKind"`] : []),
    ...(least === undefined ? [] : [Prisma.sql`AND l.amount >= ${least}`]),
    ...(most === undefined ? [] : [Prisma.sql`AND l.amount <= ${most}`]),
  ]
  const isByPrice = isSparse || sort === 'price-low' || sort === 'price-high' || (least ?? most) !== undefined
  const from = isByPrice ? byPrice(currency) : withPrice(currency)
  return Prisma.sql`
    SELECT p.id, p.name, p.position AS place, p.created_at AS made, l.amount
    FROM ${from} WHERE p.active AND ${condition} ${within.length > 0 ? Prisma.join(within, ' ') : Prisma.empty}
    ORDER BY ${orders[sort]} LIMIT ${mostListed + 1}`
}

/**
 * The statement of `listProducts`. Products whose names contain the search come before those whose descriptions do; an
 * exact name comes first. However much fits, a bounded number of rows is read.
 */
export function listStatement(query: ProductQuery, sold: SoldIn): Prisma.Sql {
  const { text, sort } = query
  const { currency } = sold
  const named = Prisma.sql`p.name_words @@ ${words(text)}`
  const described = Prisma.sql`p.words @@ ${words(text)}`
  const tier = Prisma.sql`CASE WHEN search_fold(name) = search_fold(${text}) THEN 0 ELSE 1 END`
  const found =
    text === ''
      ? Prisma.sql`SELECT *, 0 AS tier FROM (${fitting(query, sold, Prisma.sql`true`)}) every`
      : sort !== 'best'
        ? Prisma.sql`SELECT *, 0 AS tier FROM (${fitting(query, sold, described)}) every`
        : Prisma.sql`
            SELECT *, ${tier} AS tier FROM (${fitting(query, sold, named)}) bearing
            UNION ALL
            SELECT *, 2 FROM (${fitting(query, sold, Prisma.sql`${described} AND NOT ${named}`)}) telling`
  return Prisma.sql`
    WITH found AS MATERIALIZED (${found}),
    shown AS (
      SELECT id, row_number() OVER (ORDER BY tier, ${orders[sort]}) AS nr FROM found
      ORDER BY nr LIMIT ${productsPerPage} OFFSET ${(query.page - 1) * productsPerPage})
    SELECT (SELECT count(*)::int FROM found) AS total, (
      SELECT coalesce(json_agg(row), '[]') FROM (
        SELECT ${columns(currency)} FROM shown s, ${withPrice(currency)}
        WHERE p.id = s.id ORDER BY s.nr) row) AS products`
}

/** What is for sale in a currency and fits a query, live. Of a page after the last one the last is given. */
export async function listProducts(query: ProductQuery, currency: string): Promise<ProductList> {
  const [row] = await db().$queryRaw<{ total: number; products: FoundProduct[] }[]>(
    listStatement(query, await soldIn(currency)),
  )
  const { total = 0, products = [] } = row ?? {}
  const isMore = total > mostListed
  const pages = Math.max(Math.ceil(Math.min(total, mostListed) / productsPerPage), 1)
  if (query.page > pages) return listProducts({ ...query, page: pages }, currency)
  return { products, total: Math.min(total, mostListed), isMore, page: query.page, pages }
}

/** How near a name must come to what was typed, and to the nearest: the part of three-letter pieces that they share. */
const nearEnough = { least: 0.3, toNearest: 0.6 }
const mostNear = 8

/** The statement of `listNear`: the names that come nearest, found by their index, or among the few that are sold. */
export function nearStatement(text: string, { currency, isSparse }: SoldIn): Prisma.Sql {
  const nearest = Prisma.sql`ORDER BY search_fold(p.name) <->> search_fold(${text}) LIMIT ${3 * mostNear}`
  const found = isSparse
    ? Prisma.sql`SELECT p.id FROM ${byPrice(currency)} WHERE p.active ${nearest}`
    : Prisma.sql`SELECT p.id FROM products p WHERE p.active ${nearest}`
  return Prisma.sql`
    SELECT ${columns(currency)}, word_similarity(search_fold(${text}), search_fold(p.name))::float8 AS near
    FROM (${found}) n, ${withPrice(currency)}
    WHERE p.id = n.id
    ORDER BY near DESC, p.position, p.id LIMIT ${mostNear}`
}

/** The products for sale whose names are like a text that may be mistyped, the nearest first; few, and often none. */
export async function listNear(text: string, currency: string): Promise<FoundProduct[]> {
  if (wordsOf(text).length === 0) return []
  const rows = await db().$queryRaw<(FoundProduct & { near: number })[]>(
    nearStatement(text, await soldIn(currency)),
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
