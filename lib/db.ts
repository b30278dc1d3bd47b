import { PrismaPg } from '@prisma/adapter-pg'
import { env } from '@/lib/env'
import { PrismaClient } from '@/lib/generated/prisma/client'

// A hot reload replaces this module but not the process: the client outlives it, or every reload would open a pool.
const kept = globalThis as { shopDatabase?: PrismaClient }

/** The shop's database client, made at first use. */
export function db(): PrismaClient {
  kept.shopDatabase ??= new PrismaClient({
    adapter: new PrismaPg({ connectionString: env().DATABASE_URL, max: 10, connectionTimeoutMillis: 4000 }),
  })
  return kept.shopDatabase
}
