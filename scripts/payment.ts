import { parseArgs } from 'node:util'
import type { AfterSaleResult } from '@/lib/charges/after-sale'
import { db } from '@/lib/db'
import { orderIdSchema } from '@/lib/orders/schema'
import { loadEnvironment } from './settings'
import { UserError } from './user-error'

/** Runs a command on the card charge of one order, prints what came of it, and returns the exit code. */
export async function onOrder(
  args: string[],
  usage: string,
  work: (orderId: string, more: string[]) => Promise<AfterSaleResult> | undefined,
): Promise<number> {
  const [order, ...more] = parseArgs({ args, allowPositionals: true }).positionals
  const orderId = orderIdSchema.safeParse(order)
  if (!orderId.success) throw new UserError(`Say which order: ${usage}`)
  loadEnvironment()
  try {
    const result = await work(orderId.data, more)
    if (!result) throw new UserError(`Usage: ${usage}`)
    console.log(result.sentence)
    return result.ok ? 0 : 1
  } finally {
    await db().$disconnect()
  }
}
