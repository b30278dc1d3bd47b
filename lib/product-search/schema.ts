import { z } from 'zod'
import { ProductKind } from '@/lib/generated/prisma/enums'
import type { Query } from '@/lib/list-filter'
import { currencyDigits, fromDecimal } from '@/lib/money'

/** What a list of products may be sorted by; the first where nothing is chosen. */
export const sorts = ['best', 'price-low', 'price-high', 'new'] as const

export type Sort = (typeof sorts)[number]

/** Which products are asked for. */
export interface ProductQuery {
  /** What is looked for; empty for everything. */
  text: string
  kind: ProductKind | undefined
  /** Minor units of the currency in which prices are shown. */
  least: number | undefined
  most: number | undefined
  sort: Sort
  /** From 1. */
  page: number
}

/** What was not understood of a query: that its text was too long, or what in it is unknown or no number (`catalogue.notes`). */
export type SearchNote = 'long' | 'kind' | 'least' | 'most'

/** A query as it was understood, and what was not. */
export interface ReadQuery {
  query: ProductQuery
  notes: SearchNote[]
}

/** Characters of a search that count. */
export const mostCharacters = 100

/** Characters of a price that count: more than any amount has. */
const mostDigits = 32

/** The largest amount that the database's integers hold. */
const largest = 2 ** 31 - 1

// Characters that turn the direction of the text around them, or are none.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]+/gu

/** A text as it is searched for: on one line, without what can't be seen, and no longer than counts. */
export function searchText(typed: string): string {
  const plain = typed.slice(0, 20_000).normalize('NFC').replace(unseen, ' ').replace(/\s+/g, ' ').trim()
  return Array.from(plain).slice(0, mostCharacters).join('').trim()
}

/** The first value of a parameter that may be repeated, or not be there. */
function first(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? ''
}

const kindName = z.enum(ProductKind)
const sortName = z.enum(sorts)

// Groups of three digits, which one sign sets apart, and decimals after the other.
const grouped = /^[1-9]\d{0,2}([.,])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d+)?$/

/**
 * Reads an amount as people and the shop write it: with a comma or a point, or with both, with or without the sign or the code of
 * the currency. One sign before three digits sets thousands apart, unless the currency has three decimals: so what a list's links
 * say is read alike in every language.
 */
function readAmount(typed: string, currency: string): number | undefined {
  if (typed.length > mostDigits) return undefined
  const plain = typed
    .toUpperCase()
    .replace(currency, '')
    .replace(/[\s\p{Sc}]/gu, '')
  const [, thousands = ''] = grouped.exec(plain) ?? []
  const isFraction = currencyDigits(currency) === 3 && /^\d+[.,]\d{3}$/.test(plain)
  const decimal = (isFraction ? plain : plain.replaceAll(thousands, '')).replace(',', '.')
  const amount = fromDecimal(decimal, currency)?.amount
  return amount === undefined ? undefined : Math.min(amount, largest)
}

/**
 * Reads the query of the page that lists products. What is not understood is left out, and told: a buyer would rather see
 * more than an error.
 *
 * @param currency of the prices that are shown
 */
export function readProductQuery(given: Query, currency: string): ReadQuery {
  const notes: SearchNote[] = []
  const typed = first(given.q)
  const text = searchText(typed)
  if (Array.from(typed.trim()).length > mostCharacters) notes.push('long')
  const kind = kindName.safeParse(first(given.kind).toUpperCase())
  if (first(given.kind) !== '' && !kind.success) notes.push('kind')
  const sort = sortName.safeParse(first(given.sort))
  const amount = (name: 'min' | 'max', note: SearchNote) => {
    const typed = first(given[name]).trim()
    if (typed === '') return undefined
    const amount = readAmount(typed, currency)
    if (amount === undefined) notes.push(note)
    return amount
  }
  const [least, most] = [amount('min', 'least'), amount('max', 'most')]
  const isSwapped = least !== undefined && most !== undefined && least > most
  const page = /^\d{1,6}$/.test(first(given.page)) ? Number(first(given.page)) : 1
  return {
    notes,
    query: {
      text,
      kind: kind.success ? kind.data : undefined,
      least: isSwapped ? most : least,
      most: isSwapped ? least : most,
      sort: sort.success ? sort.data : 'best',
      page: Math.max(page, 1),
    },
  }
}

/** A page's address in another currency: without the prices between which a list of products was searched, since nothing is converted. */
export function withoutPrices(page: string): string {
  const { pathname, searchParams } = new URL(page, 'https://shop.invalid')
  if (pathname !== '/products') return page
  for (const name of ['min', 'max', 'page']) searchParams.delete(name)
  return searchParams.size === 0 ? pathname : `${pathname}?${searchParams}`
}
