import { openDemoAccounts } from '@/lib/accounts/demo'
import { env, isLoopback } from '@/lib/env'
import { watchEntrance } from '@/lib/http/entrance'
import { keepRawRequests } from '@/lib/http/raw-request'
import { log } from '@/lib/log'

const retryMilliseconds = 5000

function refuse(message: string): never {
  console.error(message)
  process.exit(1)
}

async function refuseDemoAccounts(): Promise<void> {
  try {
    const open = await openDemoAccounts()
    if (open.length === 0) return
    refuse(
      `The database has demo accounts, whose password everybody knows, and SHOP_URL (${env().SHOP_URL}) is not on this machine: ${open.map(({ email }) => email).join(', ')}.\nGive the public shop a database of its own, or close these accounts: npm run admin:create -- --close-demo-accounts`,
    )
  } catch (error) {
    // The shop starts without its database and recovers by itself, so the question is asked again until it is answered.
    log.warn(
      { error: (error as Error).message },
      'could not ask the database for demo accounts, asking again',
    )
    setTimeout(refuseDemoAccounts, retryMilliseconds).unref()
  }
}

/**
 * What a server process does before it listens: checks the environment, keeps the raw facts of every request,
 * stands before Next, and refuses to serve a public shop with demo accounts. A refusal is one message on standard error and exit code 1.
 */
export async function start(): Promise<void> {
  try {
    // next-auth reads its own address from here.
    process.env.NEXTAUTH_URL = env().SHOP_URL
  } catch (error) {
    refuse((error as Error).message)
  }
  keepRawRequests()
  watchEntrance()
  if (!isLoopback(env().SHOP_URL)) await refuseDemoAccounts()
}
