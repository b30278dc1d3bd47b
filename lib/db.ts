import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { PrismaPg } from '@prisma/adapter-pg'
import { isDatabaseAway, openPool, watchPool } from '@/lib/database-pool'
import { env } from '@/lib/env'
import { Prisma, PrismaClient } from '@/lib/generated/prisma/client'

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
async function readTwice<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    await pause(pauseBeforeSecondTry)
    return read()
  }
}

/** Marks the statements that each connection prepares once: `readRows` alone sends them, and they are few. */
const preparedMark = '-- prepared\n'

function statementNames() {
  const names = new Map<string, string>()
  return ({ sql }: { sql: string }): string => {
    if (!sql.startsWith(preparedMark)) return ''
    const name = names.get(sql) ?? `shop_${names.size + 1}`
    names.set(sql, name)
    return name
  }
}

function open(): PrismaClient {
  const pool = openPool({ url: env().DATABASE_URL, size: 10, connectWithin: 8000, answerWithin: 8000 })
  watchPool('shop', pool)
  const client = new PrismaClient({
    adapter: new PrismaPg(pool, {
      disposeExternalPool: true,
      statementNameGenerator: env().DATABASE_PREPARED_STATEMENTS === 'on' ? statementNames() : undefined,
    }),
    transactionOptions: { maxWait: 4000, timeout: 10_000 },
  })
  return client.$extends({
    query: {
      $allModels: {
        async $allOperations({ operation, args, query }) {
          return reads.has(operation) ? readTwice(() => query(args)) : query(args)
        },
      },
    },
  }) as unknown as PrismaClient
}

interface Enclosing {
  client: PrismaClient
  afterCommit: (() => void)[]
}

// A hot reload replaces this module but not the process: the client outlives it, or every reload would open a pool.
const kept = globalThis as {
  shopDatabase?: PrismaClient
  shopTransactions?: AsyncLocalStorage<Enclosing | undefined>
}

function transactions(): AsyncLocalStorage<Enclosing | undefined> {
  kept.shopTransactions ??= new AsyncLocalStorage()
  return kept.shopTransactions
}

/**
 * The shop's database client, made at first use; inside of `inTransaction` that transaction. A transaction waits 4 s for a
 * connection, other statements wait 8 s, and reads are tried once more when the database seems to be away
 * (`isDatabaseAway`).
 */
export function db(): PrismaClient {
  const enclosing = transactions().getStore()
  if (enclosing) return enclosing.client
  kept.shopDatabase ??= open()
  return kept.shopDatabase
}

/**
 * The rows of a statement that may be sent twice, and that each connection prepares once: for the pages that are rendered
 * for every request. Its text must be one of a few, whatever its values are.
 */
export function readRows<Row>(statement: Prisma.Sql): Promise<Row[]> {
  return readTwice(() => db().$queryRaw<Row[]>(Prisma.sql`${Prisma.raw(preparedMark)}${statement}`))
}

/** Each statement has its own, shorter limit; this is for all of them together. */
const enclosingMilliseconds = 60_000

/**
 * Runs work in one transaction that encloses every use of `db()` in it. A transaction begun within is a part of it, which is
 * rolled back alone when it fails. The work must call nobody outside and must wait for all that it begins.
 */
export async function inTransaction<T>(work: () => Promise<T>): Promise<T> {
  if (transactions().getStore()) return work()
  const steps: (() => void)[] = []
  const result = await db().$transaction(
    // It can begin transactions of its own (savepoints), though its type does not say so.
    (client) => transactions().run({ client: client as PrismaClient, afterCommit: steps }, work),
    { timeout: enclosingMilliseconds },
  )
  for (const step of steps) step()
  return result
}

/** Does something once what `inTransaction` runs is committed, and at once where it runs nothing. */
export function afterCommit(work: () => void): void {
  const enclosing = transactions().getStore()
  if (enclosing) enclosing.afterCommit.push(work)
  else work()
}

/** Runs work that others share, so that it must not see what a transaction has not committed. */
export function outsideTransaction<T>(work: () => T): T {
  return transactions().run(undefined, work)
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
