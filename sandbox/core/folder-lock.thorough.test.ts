import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

let directory: string
const started: ChildProcess[] = []

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'sandbox-'))
})
afterEach(async () => {
  for (const child of started.splice(0)) await end(child, 'SIGKILL')
  rmSync(directory, { recursive: true, force: true })
})

async function end(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill(signal)
  await once(child, 'exit')
}

/** A process that locks the folder and stays; what it says is "locked", or why it could not. */
async function lock(folder = directory) {
  const script = `import { lockFolder } from './sandbox/core/folder-lock.ts'
    process.once('SIGTERM', () => process.exit(0))
    lockFolder(${JSON.stringify(folder)}, 'choose another').then(
      () => { console.log('locked'); setInterval(() => {}, 1000) },
      (error) => console.log(error.message),
    )`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  started.push(child)
  const [said] = await once(child.stdout, 'data')
  return { child, said: String(said).trim() }
}

it('is had by one process alone, which the second names with what to do', async () => {
  const first = await lock()
  expect(first.said).toBe('locked')
  const second = await lock()
  expect(second.said).toBe(
    `the folder ${directory} is in use by another emulator (process ${first.child.pid}); stop it or choose another.`,
  )
  const elsewhere = mkdtempSync(join(tmpdir(), 'sandbox-'))
  expect((await lock(elsewhere)).said).toBe('locked')
  rmSync(elsewhere, { recursive: true, force: true })
})

it.each(['SIGTERM', 'SIGKILL'] as const)('is free when its process has ended by %s', async (signal) => {
  const first = await lock()
  await end(first.child, signal)
  expect(readdirSync(directory)).toEqual(signal === 'SIGTERM' ? [] : ['.lock'])
  expect((await lock()).said).toBe('locked')
})

it('is had in a folder whose path is too long for a socket, too', async () => {
  const deep = join(directory, 'd'.repeat(60), 'e'.repeat(60))
  mkdirSync(deep, { recursive: true })
  const first = await lock(deep)
  expect(first.said).toBe('locked')
  expect((await lock(deep)).said).toContain(`(process ${first.child.pid})`)
})
