import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'

/** How long a preview waits for somebody else's lock, and how long all of it may take, in milliseconds. */
const limits = { lockWithin: 250, doneWithin: 1000 }

/** What a preview comes to: what the work found, or that it could not be told now. */
export type Preview<T> = { known: true; result: T } | { known: false; why: 'busy' }

class Undo extends Error {
  constructor(readonly result: unknown) {
    super('This is only a preview.')
  }
}

/**
 * Shows what an act would do: runs it in a transaction that is always rolled back. Calls nobody outside, waits 250 ms at most
 * for an order that is being changed just now, and ends within a second.
 *
 * @param work does the act on the transaction, and returns what the operator should know of it
 */
export async function preview<T>(
  work: (transaction: Prisma.TransactionClient) => Promise<T>,
  { lockWithin, doneWithin } = limits,
): Promise<Preview<T>> {
  try {
    await db().$transaction(
      async (transaction) => {
        await transaction.$queryRawUnsafe(
          `SELECT set_config('lock_timeout', '${lockWithin}', true), set_config('statement_timeout', '${doneWithin}', true)`,
        )
        throw new Undo(await work(transaction))
      },
      { maxWait: doneWithin, timeout: doneWithin },
    )
    throw new Error('A preview was not rolled back.')
  } catch (error) {
    if (error instanceof Undo) return { known: true, result: error.result as T }
    if (isBusy(error)) return { known: false, why: 'busy' }
    throw error
  }
}

/**
 * A lock that was not to be had, a deadlock or a race, a statement that took too long, or a transaction that could not begin or
 * go on in time.
 */
function isBusy(error: unknown): boolean {
  const { code, message = '' } = error as { code?: string; message?: string }
  return (
    code === 'P2028' ||
    code === 'P2024' ||
    /55P03|57014|40P01|40001|lock timeout|statement timeout/.test(message)
  )
}
