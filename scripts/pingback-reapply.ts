import { parseArgs } from 'node:util'
import { env } from '@/lib/env'
import { reapplyPingback } from '@/lib/pingbacks/mutations'
import { Fault } from './fault'

/** Applies a stored pingback that was quarantined or failed: `npm run pingback:reapply -- <id> [<order>]`. */
export async function main(args: string[]) {
  const [id = '', orderId] = parseArgs({ args, allowPositionals: true }).positionals
  if (!/^\d{1,18}$/.test(id)) {
    throw new Fault('Say which: npm run pingback:reapply -- <id of the pingback> [<order it belongs to>]')
  }
  const { verdict, sentence } = await reapplyPingback(BigInt(id), {
    orderId,
    live: env().PAYMENTWALL_MODE === 'live',
  })
  console.log(sentence)
  process.exit(verdict === 'applied' ? 0 : 1)
}
