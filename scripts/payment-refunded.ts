import { parseArgs } from 'node:util'
import { enterRefund } from '@/lib/charges/enter-refund'
import { db } from '@/lib/db'
import { loadEnvironment } from './settings'
import { UserError } from './user-error'

/** Enters how much of a payment was refunded, where no notice told it: `npm run payment:refunded -- <payment> <amount>`. */
export async function main(args: string[]): Promise<number> {
  const [ref, amount] = parseArgs({ args, allowPositionals: true }).positionals
  if (!ref || !amount)
    throw new UserError('Usage: npm run payment:refunded -- <payment> <amount, such as 3.00>')
  loadEnvironment()
  try {
    const { ok, sentence } = await enterRefund(ref, amount)
    console.log(sentence)
    return ok ? 0 : 1
  } finally {
    await db().$disconnect()
  }
}
