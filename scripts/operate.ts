import { parseArgs } from 'node:util'
import { isDatabaseAway } from '@/lib/database-pool'
import { db } from '@/lib/db'
import { pingbackDatabase } from '@/lib/pingbacks/database'
import { connect } from './database'
import { loadEnvironment } from './settings'
import { UserError } from './user-error'

/** The words of a command line that has no options. */
export const wordsOf = (args: string[]) => parseArgs({ args, allowPositionals: true }).positionals

/** Does one thing in the shop's database, prints what came of it, and returns the exit code. */
export async function operate(work: () => Promise<{ ok: boolean; sentence: string }>): Promise<number> {
  const { DATABASE_URL } = loadEnvironment()
  await (await connect(DATABASE_URL)).end()
  try {
    const { ok, sentence } = await work()
    console.log(sentence)
    return ok ? 0 : 1
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    throw new UserError(
      'The database stopped answering, so it is not known whether this was done. Look at it in the back office before you run the command again.',
    )
  } finally {
    await Promise.all([db().$disconnect(), pingbackDatabase().$disconnect()])
  }
}
