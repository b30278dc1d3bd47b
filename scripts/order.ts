import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { decideGoods } from '@/lib/deliveries/mutations'
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
  const { success, data: orderId = '' } = orderIdSchema.safeParse(order)
  if (!success || !reason) {
    throw new UserError(`Usage: npm run order:${what} -- <order> "<why>" [--by <who decides>]`)
  }
  const kind = what === 'grant' ? 'GRANT' : 'WITHDRAW'
  return operate(() => decideGoods({ orderId, kind, actor: values.by || operator(), reason }))
}

/** Who is signed in to this machine. */
function operator(): string {
  try {
    return userInfo().username
  } catch {
    return 'command'
  }
}
