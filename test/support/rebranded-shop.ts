import { copyFile, cp, mkdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { type Child, lastLines, startChild, temporaryDirectory } from '@/scripts/children'
import { childEnvironment } from '@/scripts/open-shop'
import { freePort } from '@/scripts/postgres'
import { runCommand } from '@/scripts/programs'
import { trackedFiles } from '@/scripts/repository-checks'
import { root } from '@/scripts/settings'

const secondBrand = path.join(root, 'test/fixtures/second-brand')

/** What a merchant replaces. */
const replaced = ['lib/brand', 'public/artwork']

/** Code that stands among what is replaced, and stays. */
const kept = ['lib/brand/company.ts']

export interface RebrandedShop {
  /** The clone. */
  directory: string
  url: string
  emulatorUrl: string
  mailboxUrl: string
  /** What `npm run demo` printed. */
  printed(): Promise<string>
  stop(): Promise<void>
}

/** A clone of the repository as it is now, with the installed packages, whose brand is the second one. */
async function cloneWithSecondBrand(): Promise<string> {
  const directory = await temporaryDirectory('rebranded')
  const files = trackedFiles().filter(
    (file) => kept.includes(file) || !replaced.some((folder) => file.startsWith(`${folder}/`)),
  )
  const folders = new Set(files.map((file) => path.dirname(path.join(directory, file))))
  for (const folder of folders) await mkdir(folder, { recursive: true })
  const linked = `${JSON.stringify(path.join(root, 'node_modules'))} ${JSON.stringify(directory)}`
  await Promise.all([
    ...files.map((file) => copyFile(path.join(root, file), path.join(directory, file))),
    ...replaced.map((folder) =>
      cp(path.join(secondBrand, folder), path.join(directory, folder), { recursive: true }),
    ),
    cp(path.join(root, 'lib/generated'), path.join(directory, 'lib/generated'), { recursive: true }),
    // Links, since a copy has a gigabyte; Turbopack takes packages from below the clone alone.
    runCommand(`cp -RlP ${linked} || cp -RP ${linked}`),
  ])
  return directory
}

/** Builds and opens a shop of the second brand by `npm run demo`, with the emulator and a mailbox, on a database of its own. */
export async function openRebrandedShop(databaseUrl: string): Promise<RebrandedShop> {
  const [port, sandboxPort, mailPort, directory] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    cloneWithSecondBrand(),
  ])
  const log = path.join(directory, 'demo.log')
  const { NODE_ENV: _, ...environment } = childEnvironment({
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    MAIL_PORT: String(mailPort),
    DATA_DIR: path.join(directory, '.data'),
    TYPES_CHECKED: '1',
    // No pictures in reports.
    CHROMIUM_PATH: path.join(directory, 'none'),
  })
  const demo = startChild({
    args: ['scripts/run.mjs', 'demo'],
    cwd: directory,
    env: environment as NodeJS.ProcessEnv,
    log,
    stopTimeout: 30_000,
  })
  await isOpen(demo, log)
  return {
    directory,
    url: `https://localhost:${port}`,
    emulatorUrl: `http://localhost:${sandboxPort}`,
    mailboxUrl: `http://localhost:${mailPort}`,
    printed: () => readFile(log, 'utf8'),
    stop: async () => {
      await demo.stop()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

async function isOpen(demo: Child, log: string): Promise<void> {
  const ended = demo.ended.then((how) => {
    throw new Error(`The demo did not start (${how}):\n${lastLines(log, 40)}`)
  })
  ended.catch(() => {})
  const opened = (async () => {
    while (!(await readFile(log, 'utf8')).includes('Ctrl-C stops everything'))
      await new Promise((resolve) => setTimeout(resolve, 200))
  })()
  await Promise.race([opened, ended])
}
