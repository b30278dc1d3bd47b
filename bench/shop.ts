import os from 'node:os'
import path from 'node:path'
import { Client } from 'pg'
import { startChild } from '../scripts/children'
import { createDatabase, migrate } from '../scripts/database'
import { freePort, type Postgres } from '../scripts/postgres'
import { next, program, runProgram } from '../scripts/programs'
import { exampleValues } from '../scripts/settings'

/** What a bench has open, and how it is closed, the last opened first. */
export interface Stage {
  directory: string
  cleanups: (() => Promise<unknown>)[]
}

export interface Server {
  port: number
  client: Client
}

/** Says what is being done. */
export function say(text: string) {
  console.log(`· ${text}`)
}

export const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** Where a bench runs, for its page. */
export function machine(): string {
  const [cpu] = os.cpus()
  return `one machine with ${os.cpus().length} cores (${cpu?.model.trim()}), Node ${process.version}`
}

/** Builds the shop for production, with the routes of the bench, into a folder of its own. */
export async function buildForBench(): Promise<void> {
  say('building the shop with the bench routes')
  const built = await runProgram([program('next'), 'build'], {
    ...process.env,
    BENCH_BUILD: '1',
    NEXT_TELEMETRY_DISABLED: '1',
  })
  if (built.code !== 0) throw new Error(built.output)
}

/** The variables of a shop of the bench. */
export function benchValues(port: number, databaseUrl: string) {
  return {
    ...exampleValues(),
    NODE_ENV: 'production' as const,
    BENCH_BUILD: '1',
    BENCH_PORT: String(port),
    DATABASE_URL: databaseUrl,
    SHOP_URL: `http://localhost:${port}`,
    LOG_LEVEL: 'info',
  }
}

/** Starts a program and waits until it answers at a path. */
export async function serve(
  { directory, cleanups }: Stage,
  server: {
    name: string
    args: string[]
    env: Record<string, string | undefined>
    url: string
    cwd?: string
  },
): Promise<void> {
  const { name, args, env, url, cwd } = server
  const log = path.join(directory, `${name}.log`)
  const child = startChild({
    args,
    env: { ...process.env, ...env } as NodeJS.ProcessEnv,
    log,
    ...(cwd && { cwd }),
  })
  cleanups.push(() => child.stop())
  const deadline = Date.now() + 60_000
  while (!(await fetch(url).catch(() => undefined))?.ok) {
    if (Date.now() > deadline) throw new Error(`${name} did not start; see ${log}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Starts what `buildForBench` has built, on an empty database of its own. */
export async function startShop(
  stage: Stage,
  postgres: Postgres,
  database: string,
  own: Record<string, string> = {},
): Promise<Server> {
  await createDatabase(postgres.url('postgres'), database)
  const url = postgres.url(database)
  await migrate(url)
  const port = await freePort()
  await serve(stage, {
    name: database,
    args: next('start', '127.0.0.1', port),
    env: { ...benchValues(port, url), ...own },
    url: `http://127.0.0.1:${port}/api/health`,
  })
  const client = new Client({ connectionString: url })
  await client.connect()
  stage.cleanups.push(() => client.end())
  return { port, client }
}
