import { parseArgs } from 'node:util'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { reapplyPingback } from '@/lib/pingbacks/mutations'
import { loadEnvironment } from './settings'
import { UserError } from './user-error'

/** Applies a stored pingback that was quarantined or failed: `npm run pingback:reapply -- <id> [<order>]`. */
export async function main(args: string[]): Promise<number> {
  const [id = '', orderId] = parseArgs({ args, allowPositionals: true }).positionals
  if (!/^\d{1,18}$/.test(id)) {
    throw new UserError('Say which: npm run pingback:reapply -- <id of the pingback> [<order it belongs to>]')
  }
  loadEnvironment()
  try {
    const live = env().PAYMENTWALL_MODE === 'live'
    const { verdict, sentence } = await reapplyPingback(BigInt(id), { orderId, live })
    console.log(sentence)
    return verdict === 'applied' ? 0 : 1
  } finally {
    await db().$disconnect()
  }
}
