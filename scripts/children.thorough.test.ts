import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { isRunning } from '@/test/support/processes'
import { type Child, type ChildOptions, lastLines, startChild } from './children'
import { root } from './settings'

let directory: string
let log: string
let children: Child[]

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'foldline-children-'))
  log = path.join(directory, 'logs/program.log')
  children = []
})
afterEach(async () => {
  await Promise.all(children.map((child) => child.kill()))
  await rm(directory, { recursive: true, force: true })
})

/** Starts a program of a few words of JavaScript; what it prints is in the log. */
function start(source: string, options: Partial<ChildOptions> = {}): Child {
  const child = startChild({
    args: ['-e', source],
    log,
    ...options,
  })
  children.push(child)
  return child
}

const waiting = { timeout: 60_000 }
const printed = () => readFile(log, 'utf8').catch(() => '')
const says = (text: string) => vi.waitFor(async () => expect(await printed()).toContain(text), waiting)
const isGone = (pid: number) => vi.waitFor(() => expect(isRunning(pid)).toBe(false), waiting)

async function pidAfter(word: string): Promise<number> {
  await says(`${word} `)
  return Number(new RegExp(`${word} (\\d+)\\n`).exec(await printed())?.[1])
}

const idle = `console.log('here', process.pid); setInterval(() => {}, 1000);`
const deaf = `process.on('SIGTERM', () => console.log('heard')); ${idle}`
/** Starts another program, waits until that says something, then says so. */
const parentOf = (source: string) =>
  `const inner = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(source)}], { stdio: ['ignore', 'pipe', 'inherit'] });
   inner.stdout.once('data', () => { console.log('inner', inner.pid); console.log('outer', process.pid); });
   setInterval(() => {}, 1000);`

describe('a child', () => {
  test('prints into its log, and reports how it ended', async () => {
    const child = start(`console.log('out'); console.error('err'); process.exitCode = 3`)
    expect(await child.ended).toBe('exit code 3')
    expect(child.code).toBe(3)
    expect((await printed()).split('\n').sort()).toEqual(['', 'err', 'out'])
    expect(lastLines(log, 1)).toMatch(/^(out|err)$/)
  })

  test('that crashes reports it', async () => {
    const child = start(`${idle} process.kill(process.pid, 'SIGKILL')`)
    expect(await child.ended).toBe('ended by SIGKILL')
    expect(child.code).toBeUndefined()
  })

  test('that can’t be started reports why', async () => {
    const child = start('', { command: path.join(directory, 'nowhere') })
    expect(await child.ended).toContain('ENOENT')
    await child.stop()
  })

  test('is asked to end, with what it has started', async () => {
    const child = start(parentOf(idle))
    const inner = await pidAfter('inner')
    await child.stop()
    expect(await child.ended).toBe('ended by SIGTERM')
    await isGone(child.pid)
    await isGone(inner)
  })

  test('may end as it likes when it is asked', async () => {
    const child = start(`process.on('SIGINT', () => process.exit(5)); ${idle}`, { stopSignal: 'SIGINT' })
    await says('here')
    await child.stop()
    expect([await child.ended, child.code]).toEqual(['exit code 5', 5])
  })

  test('that doesn’t end when it is asked is killed, with what it has started', async () => {
    const child = start(`process.on('SIGTERM', () => console.log('heard')); ${parentOf(deaf)}`, {
      stopTimeout: 200,
    })
    const inner = await pidAfter('inner')
    await child.stop()
    expect(await child.ended).toBe('ended by SIGKILL')
    await isGone(inner)
  })

  test('may be told to end before it has begun, and again after it has ended', async () => {
    const child = start(idle)
    await Promise.all([child.stop(), child.stop()])
    expect(isRunning(child.pid)).toBe(false)
    await child.stop()
    await child.kill()
  })

  test('that left something running takes it along when it is killed', async () => {
    const child = start(parentOf(idle))
    const inner = await pidAfter('inner')
    process.kill(child.pid, 'SIGKILL')
    await child.ended
    expect(isRunning(inner)).toBe(true)
    await child.kill()
    await isGone(inner)
  })
})

/** A program of its own that uses this folder's functions. */
async function host(source: string): Promise<Child> {
  const file = path.join(directory, 'host.mts')
  const from = JSON.stringify(path.join(root, 'scripts/children.ts'))
  await writeFile(file, `import { removeAfterwards, runInForeground, startChild } from ${from}\n${source}`)
  return start('', { args: ['--import', 'tsx', file], cwd: root, stopTimeout: 60_000 })
}

const optionsOf = (source: string) => `{ args: ['-e', ${JSON.stringify(source)}] }`

describe('a program that is killed outright', () => {
  test.each([
    ['its children end', idle],
    ['its children are killed when they don’t end', deaf],
  ])('leaves nothing: %s, and its directory is removed', async (_, source) => {
    const left = path.join(directory, 'left')
    await mkdir(left)
    const program = await host(
      `removeAfterwards(${JSON.stringify(left)}); startChild(${optionsOf(source)}); setInterval(() => {}, 1000)`,
    )
    const pid = await pidAfter('here')
    process.kill(program.pid, 'SIGKILL')
    await isGone(pid)
    await vi.waitFor(() => expect(existsSync(left)).toBe(false), waiting)
  })
})

describe('in the foreground', () => {
  test('a program’s exit code is handed on', async () => {
    const program = await host(`process.exit(await runInForeground(${optionsOf('process.exit(7)')}))`)
    await program.ended
    expect(program.code).toBe(7)
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s ends a program, and is no failure',
    async (signal) => {
      const program = await host(`process.exit(await runInForeground(${optionsOf(idle)}))`)
      const pid = await pidAfter('here')
      process.kill(program.pid, signal)
      await program.ended
      expect(program.code).toBe(0)
      expect(isRunning(pid)).toBe(false)
    },
  )
})
