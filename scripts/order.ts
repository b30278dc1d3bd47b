import { parseArgs } from 'node:util'
import { actByCommand } from '@/lib/acts/command'
import { orderIdSchema } from '@/lib/orders/schema'
import { operate } from './operate'
import { UserError } from './user-error'

/** Gives or withdraws the goods of an order, whatever its payments say. */
export async function main(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { by: { type: 'string' } },
  })
  const [what, order, reason] = positionals
  const orderId = orderIdSchema.safeParse(order)
  if (!orderId.success || !reason) {
    throw new UserError(`Usage: npm run order:${what} -- <order> "<why>" [--by <who decides>]`)
  }
  const kind = what === 'grant' ? 'GRANT' : 'WITHDRAW'
  const told = { reason, by: values.by || undefined }
  return operate(() => actByCommand(`order:${what}`, orderId.data, { kind }, told))
}
