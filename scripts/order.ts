import { userInfo } from 'node:os'
import { parseArgs } from 'node:util'
import { db } from '@/lib/db'
import { decideGoods } from '@/lib/deliveries/mutations'
import type { DecisionKind } from '@/lib/generated/prisma/enums'
import { orderIdSchema } from '@/lib/orders/schema'
import { loadEnvironment } from './settings'
import { UserError } from './user-error'

/** Decides about the goods of one order, prints what came of it, and returns the exit code. */
export async function decide(args: string[], kind: DecisionKind, command: string): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { by: { type: 'string' } },
  })
  const [order, reason] = positionals
  const orderId = orderIdSchema.safeParse(order)
  if (!orderId.success || !reason) {
    throw new UserError(`Usage: npm run ${command} -- <order> "<why>" [--by <who decides>]`)
  }
  loadEnvironment()
  try {
    const actor = values.by || operator()
    const { ok, sentence } = await decideGoods({ orderId: orderId.data, kind, actor, reason })
    console.log(sentence)
    return ok ? 0 : 1
  } finally {
    await db().$disconnect()
  }
}

/** Who is signed in to this machine. */
function operator(): string {
  try {
    return userInfo().username
  } catch {
    return 'command'
  }
}
