import { forget } from '@/lib/cache'
import { catalogTag, isSold, listed } from '@/lib/catalog/data'
import {
  differences,
  type FieldName,
  fieldTitle,
  formOf,
  type ProductForm,
  readForm,
} from '@/lib/catalog/form'
import { type ListedProduct, type Price, pricedIn, priceListOf } from '@/lib/catalog/prices'
import { type EditedProduct, type ProductInput, productSchema } from '@/lib/catalog/schema'
import { db } from '@/lib/db'
import { Prisma, type Product } from '@/lib/generated/prisma/client'
import { planJob } from '@/lib/outbox'

// Fields that only some kinds of products have. Saving clears those that the product no longer has.
const unset = {
  credits: null,
  sheet: null,
  keysFromPool: false,
  periodLength: null,
  periodUnit: null,
  trialLength: null,
  trialUnit: null,
}

/** A product as its row and its price list in the database. Throws one Error that lists every fault. */
export function productRow(input: ProductInput) {
  const result = productSchema.safeParse(input)
  if (result.success) return rowOf(result.data)
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
  throw new Error(`The product "${input.id}" can't be saved: ${faults.join('; ')}`)
}

/**
 * Creates a product, or changes the one with its id; orders keep the prices they were placed at. This process shows it
 * immediately, others within 1 s. Throws as productRow does.
 */
export async function saveProduct(input: ProductInput): Promise<void> {
  await db().$transaction((transaction) => writeProduct(transaction, productRow(input)))
  forget(catalogTag)
}

/** Writes a product with its price list; prices that it no longer has go. */
export async function writeProduct(
  transaction: Prisma.TransactionClient,
  { row, prices, texts }: ReturnType<typeof productRow>,
): Promise<void> {
  await transaction.product.upsert({ where: { id: row.id }, create: row, update: row })
  await writePrices(transaction, row.id, prices)
  await writeTexts(transaction, row.id, texts)
}

async function writePrices(
  transaction: Prisma.TransactionClient,
  productId: string,
  prices: readonly Price[],
): Promise<void> {
  await transaction.listPrice.deleteMany({
    where: { productId, currency: { notIn: prices.map(({ currency }) => currency) } },
  })
  for (const { currency, ...price } of prices) {
    await transaction.listPrice.upsert({
      where: { productId_currency: { productId, currency } },
      create: { productId, currency, ...price },
      update: price,
    })
  }
}

/** Writes the translations of a product; those that it no longer has go. */
async function writeTexts(
  transaction: Prisma.TransactionClient,
  productId: string,
  texts: EditedProduct['texts'],
): Promise<void> {
  await transaction.productText.deleteMany({ where: { productId, language: { notIn: Object.keys(texts) } } })
  for (const [language, text] of Object.entries(texts)) {
    await transaction.productText.upsert({
      where: { productId_language: { productId, language } },
      create: { productId, language, ...text },
      update: text,
    })
  }
}

/** What came of saving a form: the product before and after, or what is wrong with which field. */
export type Saved =
  | { ok: true; before: ListedProduct | null; after: ListedProduct }
  | { ok: false; errors: Record<string, string>; product?: ListedProduct }

/** Words that are pages beside those of products. */
const reserved = new Set(['new'])

/** Makes a product of a form, last in the order of the shop and not yet for sale. Its address becomes its id too. */
export async function createProduct(form: ProductForm): Promise<Saved> {
  const id = (form.slug ?? '').trim()
  try {
    const saved = await db().$transaction(async (transaction): Promise<Saved> => {
      const last = await transaction.product.aggregate({ _max: { position: true } })
      const read = readForm(form, { id, position: (last._max.position ?? 0) + 1, active: false })
      if (!read.ok) return { ok: false, errors: withoutId(read.errors) }
      if (reserved.has(id)) return { ok: false, errors: { slug: 'Choose another URL slug.' } }
      const { row, prices, texts } = rowOf(read.product)
      await transaction.product.create({ data: row })
      await writePrices(transaction, id, prices)
      await writeTexts(transaction, id, texts)
      return {
        ok: true,
        before: null,
        after: await transaction.product.findUniqueOrThrow({ where: { id }, include: listed }),
      }
    })
    forget(catalogTag)
    return saved
  } catch (error) {
    return takenAddress(error)
  }
}

/**
 * Changes a product to what a form says. Nothing is changed when somebody else has changed it since the form was drawn:
 * then the fault says what differs, and the product comes along for the next try.
 *
 * @param version when the product was last changed, as the form was drawn from it
 */
export async function editProduct(
  id: string,
  form: ProductForm,
  version: string,
): Promise<Saved | undefined> {
  try {
    const saved = await db().$transaction(async (transaction): Promise<Saved | undefined> => {
      // Also waits for an order that is being placed, so that what is sold is known.
      await transaction.$queryRaw`SELECT FROM products WHERE id = ${id} FOR UPDATE`
      const before = await transaction.product.findUnique({ where: { id }, include: listed })
      if (!before) return undefined
      if (versionOf(before) !== version) {
        return { ok: false, errors: { form: changedWords(formOf(before), form) }, product: before }
      }
      const read = readForm(form, before)
      if (!read.ok) return { ok: false, errors: withoutId(read.errors) }
      const { product } = read
      if (product.kind !== before.kind && (await isSold(id, transaction))) {
        return {
          ok: false,
          errors: {
            kind: 'This product has been ordered, so its kind can’t be changed. Create a new product instead.',
          },
        }
      }
      const promised = await changedDespiteNotice(transaction, before, product)
      if (promised.length > 0) {
        const fault = 'Members were told of a new price. Withdraw it below before you change this.'
        return { ok: false, errors: Object.fromEntries(promised.map((name) => [name, fault])) }
      }
      if (lacksFile(product, before)) {
        return {
          ok: false,
          errors: { sheet: 'It is for sale, so it needs a file: choose one, or upload one first.' },
        }
      }
      if (before.keysFromPool && product.kind === 'LICENCE' && !product.keysFromPool) {
        await planJob(transaction, 'deliver-waiting', id, { productId: id }, 0)
      }
      const { row, prices, texts } = rowOf(product)
      await writePrices(transaction, id, prices)
      await writeTexts(transaction, id, texts)
      const after = await transaction.product.update({
        where: { id },
        data: { ...row, updatedAt: later(before) },
        include: listed,
      })
      return { ok: true, before, after }
    })
    forget(catalogTag)
    return saved
  } catch (error) {
    return takenAddress(error)
  }
}

/** What came of an act on a product; `changed` when it was no longer as the operator's page showed it. */
export type Acted =
  | { ok: true; before: Product; after: Product }
  | { ok: false; why: 'missing' | 'changed' | 'no_file' }

/** Takes a product from sale, or puts it up for sale again; not one that has nothing to download. */
export async function setForSale(id: string, active: boolean): Promise<Acted> {
  const acted = await db().$transaction(async (transaction): Promise<Acted> => {
    await transaction.$queryRaw`SELECT FROM products WHERE id = ${id} FOR NO KEY UPDATE`
    const before = await transaction.product.findUnique({ where: { id } })
    if (!before) return { ok: false, why: 'missing' }
    if (before.active === active) return { ok: false, why: 'changed' }
    if (active && lacksFile({ ...before, active }, before)) return { ok: false, why: 'no_file' }
    const after = await transaction.product.update({
      where: { id },
      data: { active, updatedAt: later(before) },
    })
    return { ok: true, before, after }
  })
  forget(catalogTag)
  return acted
}

/**
 * Moves a product past the one beside it in the order of the shop.
 *
 * @param beside the product that it is to change places with, as the operator's page showed it
 */
export async function moveProduct(id: string, beside: string): Promise<Acted> {
  const acted = await db().$transaction(async (transaction): Promise<Acted> => {
    await transaction.$queryRaw`SELECT FROM products ORDER BY id FOR NO KEY UPDATE`
    const all = await transaction.product.findMany({ orderBy: [{ position: 'asc' }, { id: 'asc' }] })
    const from = all.findIndex((product) => product.id === id)
    const to = all.findIndex((product) => product.id === beside)
    const [before, other] = [all[from], all[to]]
    if (!before || !other) return { ok: false, why: 'missing' }
    if (Math.abs(from - to) !== 1) return { ok: false, why: 'changed' }
    const order = all.map((product) => product.id)
    order[from] = beside
    order[to] = id
    // The form of a product says nothing of its place, so this is no change of what it was drawn from.
    await transaction.$executeRaw`
      UPDATE products p SET position = o.place FROM unnest(${order}::text[]) WITH ORDINALITY AS o (id, place)
      WHERE p.id = o.id AND p.position <> o.place`
    return { ok: true, before, after: { ...before, position: to + 1 } }
  })
  forget(catalogTag)
  return acted
}

/** Which state of a product a form was drawn from. */
export function versionOf({ updatedAt }: Pick<Product, 'updatedAt'>): string {
  return updatedAt.toISOString()
}

/** Two changes within a millisecond are two versions too. */
function later({ updatedAt }: Pick<Product, 'updatedAt'>): Date {
  return new Date(Math.max(Date.now(), updatedAt.getTime() + 1))
}

function rowOf({ prices, texts, ...product }: EditedProduct) {
  const { trialPrices, ...own } = { trialPrices: undefined, ...product }
  return { row: { ...unset, ...own }, prices: priceListOf({ prices, trialPrices }), texts }
}

/** The fields that an announced price was told with (lib/price-changes), as far as a change would make it untrue. */
async function changedDespiteNotice(
  transaction: Pick<Prisma.TransactionClient, 'priceChange'>,
  before: ListedProduct,
  edited: EditedProduct,
): Promise<string[]> {
  const told = await transaction.priceChange.findMany({
    where: { productId: before.id, appliedAt: null, withdrawnAt: null },
  })
  if (told.length === 0) return []
  const { row, prices } = rowOf(edited)
  const after = { priceList: prices }
  const periods = (['periodLength', 'periodUnit'] as const).filter((name) => row[name] !== before[name])
  const changed = told.filter(({ currency }) => {
    const was = pricedIn(before, currency)
    // Without a price there is none to keep, and the new one waits for one to replace.
    return was && pricedIn(after, currency)?.amount !== was.amount
  })
  return [...periods, ...changed.map(({ currency }) => `price.${currency}`)]
}

function lacksFile(
  product: { kind: Product['kind']; active: boolean; sheet?: string | null | undefined },
  { sheetFileId }: Pick<Product, 'sheetFileId'>,
): boolean {
  return product.active && product.kind === 'DOWNLOAD' && !product.sheet && sheetFileId === null
}

/** A new product's id is its address, of which the form has one field. */
function withoutId({ id: _, ...errors }: Record<string, string>): Record<string, string> {
  return errors
}

function changedWords(now: ProductForm, typed: ProductForm): string {
  const differing = differences(now, typed)
    .filter(({ name }) => isAsked(name, typed.kind))
    .map(({ name, a, b }) => `${fieldTitle(name)} is now ${quoted(a)}, here ${quoted(b)}`)
  const what = differing.length > 0 ? ` ${differing.join('; ')}.` : ''
  return `Somebody has changed this product since you opened it, so nothing was saved.${what} Below is what you typed: correct it and save again, which replaces the other change.`
}

/** Whether the form of a kind asks for a field. What it does not ask for, nobody has left empty. */
function isAsked(name: FieldName, kind: string | undefined): boolean {
  if (name === 'lowStock' || name === 'keysFromPool') return kind === 'LICENCE'
  return name !== 'capture' || kind !== 'MEMBERSHIP'
}

function quoted(text: string): string {
  return text === '' ? 'empty' : `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`
}

function takenAddress(error: unknown): Saved {
  if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002') {
    return { ok: false, errors: { slug: 'Another product has this URL slug.' } }
  }
  throw error
}
