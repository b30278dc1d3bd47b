import { parseArgs } from 'node:util'
import { db } from '@/lib/db'
import { pingbackDatabase } from '@/lib/pingbacks/database'
import { loadEnvironment } from './settings'

/** The words of a command line that has no options. */
export const wordsOf = (args: string[]) => parseArgs({ args, allowPositionals: true }).positionals

/** Does one thing in the shop's database, prints what came of it, and returns the exit code. */
export async function operate(work: () => Promise<{ ok: boolean; sentence: string }>): Promise<number> {
  loadEnvironment()
  try {
    const { ok, sentence } = await work()
    console.log(sentence)
    return ok ? 0 : 1
  } finally {
    await Promise.all([db().$disconnect(), pingbackDatabase().$disconnect()])
  }
}
