import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isRunning, processesWith } from '@/test/support/processes'
import { type Child, startChild } from './children'
import { freePort } from './postgres'

// `npm run dev` as it is typed, on a data folder of its own, as far as it starts before the framework does.

let directory: string
let supervisors: Child[]

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'foldline-supervisor-'))
  supervisors = []
})
afterEach(async () => {
  await Promise.all(supervisors.map((child) => child.kill()))
  await nothingLeft()
  await rm(directory, { recursive: true, force: true })
})

const waiting = { timeout: 120_000, interval: 100 }
const dataDirectory = () => path.join(directory, 'data')
const lock = () => path.join(dataDirectory(), 'lock')
const nothingLeft = () => vi.waitFor(() => expect(processesWith(dataDirectory())).toEqual([]), waiting)

async function supervise(more: Record<string, string> = {}, args: string[] = []) {
  const { DATABASE_URL: _, npm_lifecycle_event: __, ...env } = process.env
  const log = path.join(directory, `${supervisors.length}.log`)
  const ports = { PORT: String(await freePort()), SANDBOX_PORT: String(await freePort()) }
  const child = startChild({
    args: ['scripts/run.mjs', 'dev', ...args],
    env: { ...env, ...ports, DATA_DIR: dataDirectory(), ...more },
    log,
    // Longer than the test waits: it must end by itself.
    stopTimeout: 600_000,
  })
  supervisors.push(child)
  const printed = () => readFile(log, 'utf8')
  const says = (words: string) => vi.waitFor(async () => expect(await printed()).toContain(words), waiting)
  return { child, printed, says }
}

async function listener(): Promise<{ server: Server; port: number }> {
  const server = createServer()
  const port = await freePort()
  await new Promise<void>((resolve) => server.listen(port, resolve))
  return { server, port }
}

/** Sends a signal that asks to end, and expects that nothing is left. */
async function endBy(
  signal: 'SIGINT' | 'SIGTERM',
  { child, printed }: Awaited<ReturnType<typeof supervise>>,
) {
  expect(processesWith(dataDirectory()).length).toBeGreaterThan(1)
  process.kill(child.pid, signal)
  await child.ended
  expect([child.code, (await printed()).trimEnd().split('\n').at(-1)]).toEqual([
    0,
    expect.stringContaining('Everything has stopped'),
  ])
  expect(existsSync(lock())).toBe(false)
  await nothingLeft()
}

describe('a signal during the start, and one data folder', () => {
  test('one at a time uses it, the other reads by which; SIGINT ends what has been started, and is no failure', async () => {
    const first = await supervise()
    await vi.waitFor(() => expect(existsSync(lock())).toBe(true), waiting)
    const second = await supervise()
    await second.child.ended
    expect(second.child.code).toBe(1)
    expect(await second.printed()).toContain(`Process ${first.child.pid} already runs a shop`)
    expect(await readFile(lock(), 'utf8')).toBe(String(first.child.pid))
    await first.says('PostgreSQL is running')
    await endBy('SIGINT', first)
  })

  test('SIGKILL can’t be heard, and still leaves nothing running; the folder is free again, even if the lock file is left', async () => {
    const gone = await supervise()
    await gone.says('PostgreSQL is running')
    process.kill(gone.child.pid, 'SIGKILL')
    await gone.child.ended
    await nothingLeft()
    expect(isRunning(Number(await readFile(lock(), 'utf8')))).toBe(false)
    const next = await supervise()
    await next.says('PostgreSQL is running')
    await endBy('SIGTERM', next)
  })
})

describe('what can’t be started', () => {
  test.each(['PORT', 'SANDBOX_PORT'])('a %s in use is reported in one line', async (variable) => {
    const { server, port } = await listener()
    const { child, printed } = await supervise({ [variable]: String(port) })
    await child.ended
    server.close()
    expect(child.code).toBe(1)
    expect(await printed()).toMatch(new RegExp(`^Port ${port} is in use: [^\\n]+ ${variable}=…\\n$`))
    expect(existsSync(lock())).toBe(false)
    await nothingLeft()
  })

  test('a program that ends while starting ends the others, and its last output is shown', async () => {
    await mkdir(dataDirectory())
    await writeFile(path.join(dataDirectory(), 'sandbox.json'), '{"payments": [')
    const { child, printed } = await supervise()
    await child.ended
    expect(child.code).toBe(1)
    expect(await printed()).toMatch(/The emulator ended unexpectedly \(exit code 1\)[^\n]*\nSandbox: /)
    expect(existsSync(lock())).toBe(false)
    await nothingLeft()
  })

  test('the data of a database of one’s own is not removed', async () => {
    const own = { DATABASE_URL: 'postgresql://127.0.0.1:1/own' }
    const { child, printed } = await supervise(own, ['--reset'])
    await child.ended
    expect(child.code).toBe(1)
    expect(await printed()).toMatch(/^--reset would empty the database in DATABASE_URL/)
    expect(existsSync(dataDirectory())).toBe(false)
  })
})
