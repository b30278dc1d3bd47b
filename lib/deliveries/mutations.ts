import { db } from '@/lib/db'
import { creditBalance } from '@/lib/deliveries/data'
import { newId } from '@/lib/ids'

/**
 * Spends a buyer's credits, if there are as many. The same key again spends nothing more.
 *
 * @param spend.credits whole and above zero
 * @param spend.purpose what for, in words that the buyer may read
 * @returns the balance afterwards; `ok` is false when it was too low, and then nothing is spent
 */
export async function spendCredits(spend: {
  uid: string
  key: string
  credits: number
  purpose: string
}): Promise<{ ok: boolean; balance: number }> {
  return db().$transaction(async (transaction) => {
    // Two spends of one buyer take turns, so that both can't count on the same credits.
    await transaction.$executeRaw`SELECT 1 FROM users WHERE uid = ${spend.uid} FOR NO KEY UPDATE`
    const { uid, key } = spend
    const known = await transaction.creditSpend.findUnique({ where: { uid_key: { uid, key } } })
    const balance = await creditBalance(uid, transaction)
    if (known) return { ok: true, balance }
    if (balance < spend.credits) return { ok: false, balance }
    await transaction.creditSpend.create({ data: { id: newId(), ...spend } })
    return { ok: true, balance: balance - spend.credits }
  })
}
