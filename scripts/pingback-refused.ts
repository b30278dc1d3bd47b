import { parseArgs } from 'node:util'
import { db } from '@/lib/db'
import { listRefused } from '@/lib/pingbacks/data'
import { pingbackDatabase } from '@/lib/pingbacks/database'
import { applyRefused } from '@/lib/pingbacks/mutations'
import { loadEnvironment } from './settings'
import { UserError } from './user-error'

/**
 * Pingbacks that Paymentwall signed and the shop refused for their form or their sender: `npm run pingback:refused` lists
 * them, `npm run pingback:refused -- <id>` (or `all`) reads one again by all that an arrival must pass, and applies it.
 */
export async function main(args: string[]): Promise<number> {
  const chosen = parseArgs({ args, allowPositionals: true }).positionals
  if (!chosen.every((id) => /^\d{1,18}$|^all$/.test(id))) {
    throw new UserError('Say which: npm run pingback:refused -- <id of a refused pingback> … or all')
  }
  loadEnvironment()
  try {
    const waiting = await listRefused()
    if (chosen.length === 0) {
      for (const { id, receivedAt, address, advice, parameters } of waiting) {
        console.log(`${id}  ${receivedAt.toISOString()}  ${address ?? 'address unknown'}  ${advice}`)
        console.log(`    ${JSON.stringify(parameters)}`)
      }
      console.log(
        waiting.length === 0 ? 'None is waiting.' : 'Apply: npm run pingback:refused -- <id> or all',
      )
      return 0
    }
    const ids = chosen.includes('all') ? waiting.map(({ id }) => id) : chosen.map(BigInt)
    let refused = 0
    for (const id of ids) {
      const { isApplied, sentence } = await applyRefused(id)
      if (!isApplied) refused++
      console.log(`${id}  ${sentence}`)
    }
    return refused === 0 ? 0 : 1
  } finally {
    await Promise.all([db().$disconnect(), pingbackDatabase().$disconnect()])
  }
}
