'use server'

import { z } from 'zod'
import { differences, type EditState, formOf, type ProductForm } from '@/lib/catalog/form'
import {
  type Acted,
  createProduct,
  editProduct,
  moveProduct,
  setForSale,
  versionOf,
} from '@/lib/catalog/mutations'
import type { ListedProduct } from '@/lib/catalog/prices'
import { productId } from '@/lib/catalog/schema'
import type { Product } from '@/lib/generated/prisma/client'
import { type OperatorResult, operatorAction, operatorStateAction } from '@/lib/operators/operator-action'

const shownSoon = 'The shop shows it within a second.'
const missing = { ok: false, sentence: 'There is no such product.' } as const

type EditResult = OperatorResult & { state?: EditState }

// What is wrong with which field, the work says.
const typed = z.record(z.string(), z.string())

/** Makes a product of its form. */
export const createProductAction = operatorStateAction(
  { role: 'ADMIN', act: 'product.create', schema: typed },
  async (values): Promise<EditResult> => {
    const saved = await createProduct(values)
    if (!saved.ok) return faulty(values, saved.errors)
    const { after } = saved
    return {
      ok: true,
      to: `/admin/products/${after.id}`,
      subject: after.id,
      sentence: `${after.name} was created. It is not for sale yet: add a picture and what it delivers, look at the preview, then put it on sale.`,
      after: formOf(after),
    }
  },
)

/** Changes a product to what its form says. */
export const editProductAction = operatorStateAction(
  { role: 'ADMIN', act: 'product.edit', schema: typed },
  async (values): Promise<EditResult> => {
    const id = productId.safeParse(values.id)
    const saved = id.success ? await editProduct(id.data, values, values.version ?? '') : undefined
    if (!saved) return faulty(values, { form: missing.sentence })
    if (!saved.ok) {
      const version = saved.product && versionOf(saved.product)
      return faulty({ ...values, ...(version && { version }) }, saved.errors, values.id)
    }
    const { before, after } = saved
    const changed = before ? changesOf(before, after) : {}
    if (Object.keys(changed.after ?? {}).length === 0) {
      return { ok: true, subject: after.id, sentence: 'No changes to save.' }
    }
    return { ok: true, subject: after.id, sentence: `${after.name} was saved. ${shownSoon}`, ...changed }
  },
)

/** Takes a product from sale, or puts it up for sale again. */
export const setForSaleAction = operatorAction(
  {
    role: 'ADMIN',
    act: 'product.for_sale',
    schema: z.object({ id: productId, to: z.enum(['sale', 'retired']) }),
  },
  async ({ id, to }) => {
    const acted = await setForSale(id, to === 'sale')
    const words = to === 'sale' ? 'is for sale' : 'is retired'
    return told(acted, id, {
      changed: `Nothing was done: another operator was faster. The product ${words} already.`,
      done: ({ name }) => `${name} ${words} now. ${shownSoon}`,
    })
  },
)

/** Moves a product up or down in the order of the shop. */
export const moveProductAction = operatorAction(
  { role: 'ADMIN', act: 'product.move', schema: z.object({ id: productId, beside: productId }) },
  async ({ id, beside }) =>
    told(await moveProduct(id, beside), id, {
      changed:
        'Nothing was moved: the order has changed since you opened this page. This is the current order.',
      done: ({ name, position }) => `${name} moved to position ${position}. ${shownSoon}`,
    }),
)

function faulty(
  values: Record<string, string>,
  errors: Record<string, string>,
  subject?: string,
): EditResult {
  const faults = Object.entries(errors).map(([name, fault]) =>
    name === 'form' ? fault : `${name}: ${fault}`,
  )
  const { back: _, ...kept } = values
  return {
    ok: false,
    sentence: `Nothing was saved: ${faults.join(' ')}`.slice(0, 1000),
    ...(subject !== undefined && { subject }),
    state: { values: kept, errors },
  }
}

/** The fields that a change has changed, as they were and as they are. */
function changesOf(
  before: ListedProduct,
  after: ListedProduct,
): { before?: ProductForm; after?: ProductForm } {
  const changed = differences(formOf(before), formOf(after))
  return {
    before: Object.fromEntries(changed.map(({ name, a }) => [name, a])),
    after: Object.fromEntries(changed.map(({ name, b }) => [name, b])),
  }
}

function told(
  acted: Acted,
  id: string,
  words: { changed: string; done: (after: Product) => string },
): OperatorResult {
  if (acted.ok) {
    const facts = ({ active, position }: Product) => ({ active, position })
    const { before, after } = acted
    return { ok: true, subject: id, sentence: words.done(after), before: facts(before), after: facts(after) }
  }
  if (acted.why === 'missing') return missing
  const sentence =
    acted.why === 'changed'
      ? words.changed
      : 'It has no file to download yet. Upload one first, then put it on sale.'
  return { ok: false, subject: id, sentence }
}
