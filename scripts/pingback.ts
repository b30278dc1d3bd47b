import { audited, commandActor } from '@/lib/audit'
import type { OrderId } from '@/lib/ids'
import { orderIdSchema } from '@/lib/orders/schema'
import { listRefused } from '@/lib/pingbacks/data'
import { applyMatch } from '@/lib/pingbacks/match'
import { applyRefused } from '@/lib/pingbacks/mutations'
import { operate, wordsOf } from './operate'
import { UserError } from './user-error'

const usage = `npm run pingback:reapply -- <id of the pingback> [<order it belongs to>]
  npm run pingback:refused -- <id of a refused pingback> … or all`

// Pingbacks that Paymentwall signed and the shop refused for their form or their sender: lists them, or reads some again
// by all that an arrival must pass, and applies them.
async function refused(chosen: string[]) {
  const waiting = await listRefused()
  if (chosen.length === 0) {
    const lines = waiting.map(
      ({ id, receivedAt, address, advice, parameters }) =>
        `${id}  ${receivedAt.toISOString()}  ${address ?? 'address unknown'}  ${advice}\n    ${JSON.stringify(parameters)}\n`,
    )
    const next = waiting.length === 0 ? 'None is waiting.' : 'Apply: npm run pingback:refused -- <id> or all'
    return { ok: true, sentence: lines.join('') + next }
  }
  const ids = chosen.includes('all') ? waiting.map(({ id }) => id) : chosen.map(BigInt)
  let ok = true
  const lines: string[] = []
  for (const id of ids) {
    const { result } = await audited(commandActor('pingback:refused'), 'pingback.refused', async () => {
      const { isApplied, sentence } = await applyRefused(id)
      return { ok: isApplied, sentence, subject: `refused pingback ${id}` }
    })
    ok &&= result.ok
    lines.push(`${id}  ${result.sentence}`)
  }
  return { ok, sentence: lines.join('\n') }
}

async function reapply(id: bigint, orderId?: OrderId) {
  const { result } = await audited(commandActor('pingback:reapply'), 'pingback.apply', async () => {
    const { isApplied, sentence, target } = await applyMatch({ id, orderId })
    return {
      ok: isApplied,
      sentence,
      subject: `pingback ${id}`,
      ...(target !== undefined && { orderId: target }),
    }
  })
  return { ok: result.ok, sentence: result.sentence }
}

/** Applies a stored pingback that was quarantined or failed, or those that were refused. */
export async function main(args: string[]): Promise<number> {
  const [what, ...chosen] = wordsOf(args)
  const [id = '', order] = chosen
  const orderId = orderIdSchema.optional().safeParse(order)
  if (what === 'refused' && chosen.every((one) => /^\d{1,18}$|^all$/.test(one))) {
    return operate(() => refused(chosen))
  }
  if (what !== 'reapply' || !/^\d{1,18}$/.test(id) || !orderId.success) {
    throw new UserError(`Usage: ${usage}`)
  }
  return operate(() => reapply(BigInt(id), orderId.data))
}
