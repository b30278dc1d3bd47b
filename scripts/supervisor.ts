import { readFileSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { endSignals, runsWith } from './children'
import { openShop } from './open-shop'
import { removePostgres } from './postgres'
import { chosenDatabaseUrl, dataDirectory, ownValues, portFrom } from './settings'
import { UserError } from './user-error'
import { card } from './welcome'

function say(line: string) {
  const seconds = (performance.now() / 1000).toFixed(1).padStart(6)
  console.log(`[${seconds} s] ${line}`)
}

// Two programs on one data folder would end each other's PostgreSQL.
async function lock(directory: string): Promise<() => Promise<void>> {
  const file = path.join(directory, 'lock')
  const holder = Number(await readFile(file, 'utf8').catch(() => ''))
  if (holder > 0 && runsWith(holder, 'run.mjs', true)) {
    throw new UserError(
      `Process ${holder} already runs a shop in ${directory}: stop it, or set DATA_DIR, PORT and SANDBOX_PORT to other values.`,
    )
  }
  try {
    await mkdir(directory, { recursive: true })
    await writeFile(file, String(process.pid))
  } catch (error) {
    throw new UserError(`DATA_DIR (${directory}) can't be written to (${error}): set it to another folder.`)
  }
  return () => rm(file, { force: true })
}

async function reset(directory: string) {
  await removePostgres(path.join(directory, 'postgres'))
  await rm(path.join(directory, 'sandbox.json'), { force: true })
  say('The data of earlier runs was removed')
}

// npm runs a script through a shell, and neither passes on every signal: when one of them is gone, so is whoever would
// have ended this.
function watchNpm(end: () => void) {
  if (!process.env.npm_lifecycle_event) return
  const above = () => {
    const parent = process.ppid
    try {
      return `${parent} ${/^PPid:.*$/m.exec(readFileSync(`/proc/${parent}/status`, 'utf8'))?.[0]}`
    } catch {
      return `${parent}`
    }
  }
  const before = above()
  setInterval(() => above() !== before && end(), 500).unref()
}

/** Runs a whole shop on this machine until it is told to end: `npm run demo` and `npm run dev`. */
export async function supervise(kind: 'production' | 'development', args: string[]): Promise<number> {
  const { reset: resetting = false } = parseArgs({ args, options: { reset: { type: 'boolean' } } }).values
  const own = ownValues()
  const port = portFrom(own, 'PORT', 3000)
  const sandboxPort = portFrom(own, 'SANDBOX_PORT', 4000)
  const mailPort = portFrom(own, 'MAIL_PORT', 4025)
  const directory = dataDirectory(own)
  const databaseUrl = chosenDatabaseUrl(own)
  if (resetting && databaseUrl) {
    throw new UserError(
      '--reset would empty the database in DATABASE_URL, which belongs to you: empty it yourself.',
    )
  }

  const ending = new AbortController()
  let told = 0
  const end = () => {
    told += 1
    // Whoever asks again does not want to wait: the guard ends the rest.
    if (told === 3) process.exit(1)
    if (told > 1) return
    console.log('')
    say('Stopping …')
    ending.abort()
  }
  for (const signal of endSignals) process.on(signal, end)
  watchNpm(end)
  const asked = new Promise<void>((resolve) => ending.signal.addEventListener('abort', () => resolve()))

  const unlock = await lock(directory)
  try {
    if (resetting) await reset(directory)
    const shop = await openShop({
      kind,
      port,
      sandboxPort,
      mailPort,
      dataDirectory: directory,
      own,
      databaseUrl,
      report: say,
      revive: true,
      signal: ending.signal,
    })
    console.log(card(shop, directory))
    try {
      await Promise.race([shop.failure, asked])
    } finally {
      await shop.stop()
    }
  } catch (error) {
    if (!ending.signal.aborted) throw error
  } finally {
    await unlock()
  }
  say('Everything has stopped')
  return 0
}
