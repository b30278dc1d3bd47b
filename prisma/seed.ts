import { PrismaPg } from '@prisma/adapter-pg'
import { products } from '@/lib/brand/products'
import { productSchema } from '@/lib/catalog/schema'
import { PrismaClient } from '@/lib/generated/prisma/client'

// What a product of another kind has: an update must clear it.
const unset = {
  credits: null,
  sheet: null,
  periodLength: null,
  periodUnit: null,
  trialAmount: null,
  trialLength: null,
  trialUnit: null,
}

/**
 * Writes the products of `lib/brand/products.ts`; run again, it brings those rows up to date and touches no others.
 * Throws when a product is wrong, naming it, before anything is written.
 */
async function seedProducts(database: PrismaClient) {
  const checked = products.map((product) => {
    const result = productSchema.safeParse(product)
    if (result.success) return { ...unset, ...result.data }
    const faults = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`lib/brand/products.ts, product "${product.id}": ${faults.join('; ')}`)
  })
  await database.$transaction(
    checked.map((product) =>
      database.product.upsert({ where: { id: product.id }, create: product, update: product }),
    ),
  )
}

/** Fills a migrated database with the shop's products. */
export async function seed(databaseUrl: string): Promise<void> {
  const database = new PrismaClient({ adapter: new PrismaPg({ connectionString: databaseUrl }) })
  try {
    await seedProducts(database)
  } finally {
    await database.$disconnect()
  }
}
