import { openDemoAccountsOfAnyBrand } from '@/lib/accounts/demo'
import { followCatalogChanges } from '@/lib/cache-clock'
import { currencyProblems } from '@/lib/catalog/currency-problems'
import { env, isLoopback } from '@/lib/env'
import { notePeriod } from '@/lib/golive/mutations'
import { projectOf } from '@/lib/golive/project'
import { keepAnswers } from '@/lib/http/answer-status'
import { countSchemes } from '@/lib/http/count-schemes'
import { watchEntrance } from '@/lib/http/entrance'
import { keepFiles } from '@/lib/http/files'
import { watchLanguages } from '@/lib/http/language-gate'
import { closeAfterAnswers, watchAnswers } from '@/lib/http/last-answers'
import { measureRequests } from '@/lib/http/measure-requests'
import { keepRawRequests } from '@/lib/http/raw-request'
import { log } from '@/lib/log'
import { pingbackLimits } from '@/lib/pingbacks/database'
import { answerPingbacksFirst } from '@/lib/pingbacks/door'
import { markPlainRequests } from '@/lib/security/plain-requests'
import { shutdownTimeout } from '@/lib/shutdown-timeout'
import { watchCachedPages } from '@/lib/storefront/cached-pages'
import { keepTally } from '@/lib/tally/keep'

const retryMilliseconds = 5000

function refuse(message: string): never {
  console.error(message)
  process.exit(1)
}

async function refuseDemoAccounts(): Promise<void> {
  try {
    const open = await openDemoAccountsOfAnyBrand()
    if (open.length === 0) return
    refuse(
      `The database has demo accounts, whose password is public, and SHOP_URL (${env().SHOP_URL}) is not on this machine: ${open.map(({ email }) => email).join(', ')}.\nUse a separate database for the public shop, or close these accounts: npm run admin:create -- --close-demo-accounts`,
    )
  } catch (error) {
    // The shop starts without its database and recovers by itself, so the question is asked again until it is answered.
    log.warn({ error: (error as Error).message }, 'could not check the database for demo accounts, retrying')
    setTimeout(refuseDemoAccounts, retryMilliseconds).unref()
  }
}

/** What comes before it is noted which project this is would prove nothing of it. */
async function noteProject(): Promise<void> {
  try {
    await notePeriod(projectOf(env()))
  } catch (error) {
    log.warn({ error: (error as Error).message }, 'could not note the project in the database, retrying')
    setTimeout(noteProject, retryMilliseconds).unref()
  }
}

/** Else a shop that was upgraded would stop selling in a currency without a word. */
async function warnOfCurrencies(): Promise<void> {
  try {
    const problems = await currencyProblems()
    if (problems.length > 0) log.warn(problems.join(' '))
  } catch (error) {
    log.warn(
      { error: (error as Error).message },
      'could not check in which currencies products are sold, retrying',
    )
    setTimeout(warnOfCurrencies, retryMilliseconds).unref()
  }
}

// Next lets requests under way end, for as long as they take: one that waits for a database which has fallen silent, or for
// a slow client, would hold the process.
function endInTime(): void {
  for (const [signal, code] of [
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const) {
    process.once(signal, () => {
      closeAfterAnswers()
      setTimeout(() => process.exit(code), shutdownTimeout).unref()
    })
  }
}

/** The first use of the listener's connections costs much, and the first pingback must not wait for it. */
async function openPingbackDatabase(): Promise<void> {
  try {
    await pingbackLimits()
  } catch (error) {
    // The shop starts without its database; GET /api/ready says so.
    log.warn({ error: (error as Error).message }, 'the listener could not reach the database yet')
  }
}

/**
 * What a server process does before it listens: checks the environment, keeps the raw facts of every request, counts what
 * go-live asks about, stands before Next, sees to it that the process ends in time, notes for which project it runs, warns
 * of products that nobody can buy, and refuses to serve a public shop with demo accounts. A refusal is one message on standard error and exit code 1.
 */
export async function start(): Promise<void> {
  try {
    // next-auth reads its own address from here.
    process.env.NEXTAUTH_URL = env().SHOP_URL
  } catch (error) {
    refuse((error as Error).message)
  }
  keepRawRequests()
  watchAnswers()
  if (env().METRICS_TOKEN) measureRequests()
  countSchemes()
  watchLanguages()
  watchEntrance()
  keepFiles()
  answerPingbacksFirst()
  markPlainRequests()
  followCatalogChanges()
  watchCachedPages()
  keepAnswers()
  endInTime()
  keepTally(projectOf(env()))
  await Promise.all([openPingbackDatabase(), noteProject(), warnOfCurrencies()])
  if (!isLoopback(env().SHOP_URL)) await refuseDemoAccounts()
}
