import { forget } from '@/lib/cache'
import { catalogTag } from '@/lib/catalog/data'
import { type ProductInput, productSchema } from '@/lib/catalog/schema'
import { db } from '@/lib/db'

// Fields that only some kinds of products have. Saving clears those that the product no longer has.
const unset = {
  credits: null,
  sheet: null,
  periodLength: null,
  periodUnit: null,
  trialAmount: null,
  trialLength: null,
  trialUnit: null,
}

/** A product as its row in the database. Throws one Error that lists every fault. */
export function productRow(input: ProductInput) {
  const result = productSchema.safeParse(input)
  if (result.success) return { ...unset, ...result.data }
  const faults = result.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)
  throw new Error(`The product "${input.id}" can't be saved: ${faults.join('; ')}`)
}

/**
 * Creates a product, or changes the one with its id; orders keep the prices they were placed at. This process shows it
 * immediately, others within 60 s. Throws as productRow does.
 */
export async function saveProduct(input: ProductInput): Promise<void> {
  const row = productRow(input)
  await db().product.upsert({ where: { id: row.id }, create: row, update: row })
  forget(catalogTag)
}
