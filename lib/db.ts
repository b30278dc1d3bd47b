import { setTimeout as pause } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import { isDatabaseAway, openPool, watchPool } from '@/lib/database-pool'
import { env } from '@/lib/env'
import { PrismaClient } from '@/lib/generated/prisma/client'

const reads: ReadonlySet<string> = new Set([
  'findUnique',
  'findUniqueOrThrow',
  'findFirst',
  'findFirstOrThrow',
  'findMany',
  'count',
  'aggregate',
  'groupBy',
])

// What restarts or fails over is back soon, and refuses at once until then.
const pauseBeforeSecondTry = 1000

// A read that a busy or restarting server lost can be sent again; what else was sent may have taken effect.
function open(): PrismaClient {
  const pool = openPool({ url: env().DATABASE_URL, size: 10, connectWithin: 8000, answerWithin: 8000 })
  watchPool('shop', pool)
  const client = new PrismaClient({
    adapter: new PrismaPg(pool, { disposeExternalPool: true }),
    transactionOptions: { maxWait: 4000, timeout: 10_000 },
  })
  return client.$extends({
    query: {
      $allModels: {
        async $allOperations({ operation, args, query }) {
          if (!reads.has(operation)) return query(args)
          try {
            return await query(args)
          } catch (error) {
            if (!isDatabaseAway(error)) throw error
            await pause(pauseBeforeSecondTry)
            return query(args)
          }
        },
      },
    },
  }) as unknown as PrismaClient
}

// A hot reload replaces this module but not the process: the client outlives it, or every reload would open a pool.
const kept = globalThis as { shopDatabase?: PrismaClient }

/**
 * The shop's database client, made at first use. A transaction waits 4 s for a connection, other statements wait 8 s, and
 * reads are tried once more when the database seems to be away (`isDatabaseAway`).
 */
export function db(): PrismaClient {
  kept.shopDatabase ??= open()
  return kept.shopDatabase
}

const stepSize = 1000

/** Repeats a deletion of at most so many rows until nothing is left: no statement may take long. Returns how many. */
export async function deleteInSteps(step: (limit: number) => Promise<{ count: number }>): Promise<number> {
  let deleted = 0
  for (;;) {
    const { count } = await step(stepSize)
    deleted += count
    if (count < stepSize) return deleted
  }
}
