import { parseArgs } from 'node:util'
import { openAlertsText, resolveByCommand } from '@/lib/open-alerts/command'
import { alertIdSchema, whySchema } from '@/lib/open-alerts/schema'
import { operate } from './operate'
import { UserError } from './user-error'

const usage = `npm run alerts
  npm run alerts -- resolve <id> "<why>" [--by <who says so>]`

/** Lists the open alerts, each with what resolves it, or resolves one by hand. */
export async function main(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { by: { type: 'string' } },
  })
  const [what, which, why] = positionals
  if (what === undefined) return operate(async () => ({ ok: true, sentence: await openAlertsText() }))
  const id = alertIdSchema.safeParse(which)
  const reason = whySchema.safeParse(why)
  if (what !== 'resolve' || !id.success || !reason.success) throw new UserError(`Usage: ${usage}`)
  return operate(() => resolveByCommand(id.data, reason.data, values.by))
}
