import { parseArgs } from 'node:util'
import { db } from '@/lib/db'
import { spendCredits } from '@/lib/deliveries/mutations'
import { newId } from '@/lib/ids'
import { operate } from './operate'
import { UserError } from './user-error'

const usage = `Usage: npm run credits:spend -- <buyer's e-mail> <credits> "<what for>" [--key <your own reference>]
With a key, running it again spends nothing more.`

/** Spends a buyer's credits on what the studio did for them. */
export async function main(args: string[]): Promise<number> {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { key: { type: 'string' } },
  })
  const [email = '', amount = '', purpose = ''] = positionals
  if (!/^[1-9]\d{0,5}$/.test(amount) || !purpose) throw new UserError(usage)
  return operate(async () => {
    const user = await db().user.findFirst({
      where: { email: email.toLowerCase(), isGuest: false },
      select: { uid: true },
    })
    if (!user) throw new UserError(`There is no account with the address ${email}.`)
    const spend = { uid: user.uid, key: values.key ?? newId(), credits: Number(amount), purpose }
    const { ok, balance } = await spendCredits(spend)
    const sentence = ok
      ? `Spent. ${balance} credits are left.`
      : `Not spent: there are only ${balance} credits.`
    return { ok, sentence }
  })
}
