import { setTimeout as pause } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import { demoAccounts, demoPassword } from '@/lib/accounts/demo'
import { hashPassword } from '@/lib/accounts/password'
import { products } from '@/lib/brand/products'
import { productRow, writeProduct } from '@/lib/catalog/mutations'
import { isDatabaseAway, openPool } from '@/lib/database-pool'
import { PrismaClient } from '@/lib/generated/prisma/client'
import { newId } from '@/lib/ids'

async function addDemoAccounts(database: PrismaClient) {
  const emails = demoAccounts.map(({ email }) => email)
  const known = await database.user.findMany({
    where: { email: { in: emails }, isGuest: false },
    select: { email: true },
  })
  const missing = demoAccounts.filter(({ email }) => !known.some((user) => user.email === email))
  const data = await Promise.all(
    missing.map(async (account) => ({
      ...account,
      uid: newId(),
      passwordHash: await hashPassword(demoPassword),
      emailProvenAt: new Date(),
    })),
  )
  await database.user.createMany({ data, skipDuplicates: true })
}

const attempts = 5
const pauseBetween = 1000

/** Does what may be done twice with the database; again where that was away or slow, a few times. */
async function withDatabase(databaseUrl: string, work: (database: PrismaClient) => Promise<unknown>) {
  const pool = openPool({ url: databaseUrl, size: 2, connectWithin: 8000, answerWithin: 60_000 })
  const database = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true }),
    transactionOptions: { maxWait: 10_000, timeout: 60_000 },
  })
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work(database)
      } catch (error) {
        if (!isDatabaseAway(error) || attempt === attempts) throw error
        await pause(pauseBetween)
      }
    }
  } finally {
    await database.$disconnect()
  }
}

/**
 * Writes the products of `lib/brand/products.ts` to a migrated database; run again, it brings those rows up to date, but
 * leaves alone what was changed in the back office, and all others. Throws when a product is wrong, naming it and its faults, before anything is written.
 */
export async function seedProducts(databaseUrl: string): Promise<void> {
  const rows = products.map(productRow)
  await withDatabase(databaseUrl, async (database) => {
    const edited = await database.auditEntry.findMany({
      where: {
        subject: { in: rows.map(({ row }) => row.id) },
        act: { startsWith: 'product.' },
        allowed: true,
      },
      distinct: ['subject'],
      select: { subject: true },
    })
    const owned = new Set(edited.map(({ subject }) => subject))
    await database.$transaction(async (transaction) => {
      for (const each of rows.filter(({ row }) => !owned.has(row.id))) await writeProduct(transaction, each)
    })
  })
}

/** For the demo and for tests: the products, and the demo accounts that are missing. */
export async function seed(databaseUrl: string): Promise<void> {
  await seedProducts(databaseUrl)
  await withDatabase(databaseUrl, addDemoAccounts)
}
