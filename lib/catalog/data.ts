import { cached } from '@/lib/cache'
import { type ListedProduct, type PricedProduct, pricedIn } from '@/lib/catalog/prices'
import { readUnlessKnown, shelvesOf } from '@/lib/catalog/shelf'
import { inLanguage } from '@/lib/catalog/texts'
import { db } from '@/lib/db'
import type { Prisma, Product } from '@/lib/generated/prisma/client'
import type { Language } from '@/lib/languages/languages.mjs'

/** For how many seconds the catalogue is shown as it was, where a process can't see that it has changed (lib/cache-clock.ts). */
const catalogSeconds = 60

/** The tag to `forget` (lib/cache.ts) when a product is saved. */
export const catalogTag = 'catalog'

/** What reads the price list and the translations of a product along with it. */
export const listed = {
  priceList: { orderBy: { currency: 'asc' } },
  texts: { orderBy: { language: 'asc' } },
} satisfies Prisma.ProductInclude

/** Every product that was ever for sale, in the order of the shop; up to 1 s old. */
function catalog(): Promise<readonly ListedProduct[]> {
  return cached(catalogTag, catalogSeconds, () => readUnlessKnown(listProducts))
}

/** The products for sale, in whatever currencies, in the order of the shop; up to 1 s old. */
export async function productsForSale(): Promise<readonly ListedProduct[]> {
  return shelvesOf(await catalog()).forSale
}

/** What was worked out of the products for sale, by what it is: once for each state of the catalogue. */
const workedOut = new WeakMap<readonly ListedProduct[], Map<string, unknown>>()

async function ofProductsForSale<Result>(
  what: string,
  workOut: (products: readonly ListedProduct[]) => Result,
): Promise<Result> {
  const products = await productsForSale()
  const known = workedOut.get(products) ?? new Map<string, unknown>()
  workedOut.set(products, known)
  if (!known.has(what)) known.set(what, workOut(products))
  return known.get(what) as Result
}

/** The products for sale in a currency, at their prices in it and with their texts in a language, in the order of the shop; up to 1 s old. */
export function productsSoldIn(currency: string, language: Language): Promise<readonly PricedProduct[]> {
  return ofProductsForSale(`sold in ${language}-${currency}`, (products) =>
    products.flatMap((product) => pricedIn(inLanguage(product, language), currency) ?? []),
  )
}

/** The ids of the products for sale that have no texts in a language beside their own; up to 1 s old. */
export function untranslatedForSale(language: Language): Promise<string[]> {
  return ofProductsForSale(`not in ${language}`, (products) =>
    products.filter(({ texts }) => texts.every((text) => text.language !== language)).map(({ id }) => id),
  )
}

/** A product by its address, for sale or not; up to 1 s old. */
export async function productBySlug(slug: string): Promise<ListedProduct | undefined> {
  return shelvesOf(await catalog()).bySlug.get(slug)
}

/** Whether there is a product at an address, for sale or not; up to 1 s old. */
export async function hasProduct(slug: string): Promise<boolean> {
  return shelvesOf(await catalog()).bySlug.has(slug)
}

/** Every product that was ever for sale, by name, in the order of the shop; up to 1 s old. */
export async function listProductNames(): Promise<Pick<Product, 'id' | 'name'>[]> {
  return (await catalog()).map(({ id, name }) => ({ id, name }))
}

/** Every product, in the order of the shop, live: for the back office. */
export function listProducts(): Promise<ListedProduct[]> {
  return db().product.findMany({ include: listed, orderBy: [{ position: 'asc' }, { id: 'asc' }] })
}

/** A product with its files and prices, live: for the back office. */
export async function findProduct(id: string) {
  return db().product.findUnique({
    where: { id },
    include: {
      artworkFile: { select: fileFacts },
      sheetFile: { select: fileFacts },
      ...listed,
      formerPrices: { orderBy: { id: 'desc' }, take: 50 },
    },
  })
}

const fileFacts = { id: true, fileName: true, contentType: true, size: true, uploadedAt: true } as const

/** Whether a product was ever ordered: then its kind stands. */
export async function isSold(
  id: string,
  database: Pick<Prisma.TransactionClient, 'orderLine'> = db(),
): Promise<boolean> {
  return (await database.orderLine.findFirst({ where: { productId: id }, select: { id: true } })) !== null
}
