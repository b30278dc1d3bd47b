import os from 'node:os'
import { db } from '@/lib/db'
import { log } from '@/lib/log'
import { appliedMigrations, missingMigrations } from '@/lib/migrations'
import { pingbackLimits } from '@/lib/pingbacks/database'
import { startTimeout } from '@/lib/timeout'

type Ask = <T>(question: PromiseLike<T>) => Promise<T>

/**
 * How long each answer may take: a second, and longer where processes queue for processors. Such a machine is slow, not out
 * of order.
 */
function timeout(): number {
  const [load = 0] = os.loadavg()
  return 1000 * Math.min(5, Math.max(1, load / os.availableParallelism()))
}

/**
 * Why the shop can't serve, with what to do, in one sentence; undefined when it can. Asks the shop's database and
 * the listener's own connections to it.
 */
export async function readinessProblem(): Promise<string | undefined> {
  let answers = 0
  const ask: Ask = async (question) => {
    const answer = await question
    answers++
    return answer
  }
  let seen = 0
  const isProgress = () => {
    const before = seen
    seen = answers
    return seen > before
  }
  let stop = () => {}
  const silence = new Promise<string>((resolve) => {
    stop = startTimeout(timeout(), () => resolve('The database does not answer.'), isProgress)
  })
  const problems = Promise.all([shopProblem(ask), listenerProblem(ask)])
  try {
    return await Promise.race([problems.then((all) => all.find((problem) => problem)), silence])
  } finally {
    stop()
  }
}

async function shopProblem(ask: Ask): Promise<string | undefined> {
  try {
    await ask(db().$executeRaw`
      INSERT INTO rate_limits (key, window_start, hits) VALUES ('readiness probe', 'epoch', 1)
      ON CONFLICT (key, window_start) DO UPDATE SET hits = 1`)
    const missing = await missingMigrations(await ask(appliedMigrations()))
    if (missing.length === 0) return
    const are = missing.length === 1 ? '1 migration is' : `${missing.length} migrations are`
    return `${are} missing: run npm run db:migrate.`
  } catch (error) {
    log.warn({ error: String(error) }, 'the database cannot be written to')
    return 'The database cannot be written to.'
  }
}

async function listenerProblem(ask: Ask): Promise<string | undefined> {
  try {
    const limits = await ask(pingbackLimits())
    return limits.lock_timeout === '250ms' && limits.synchronous_commit === 'on'
      ? undefined
      : 'Pingbacks can’t be stored safely: the limits of their statements are not in effect.'
  } catch (error) {
    log.warn({ error: String(error) }, 'the listener cannot use the database')
    return 'Pingbacks are refused: the listener’s database connections fail. See the log.'
  }
}
