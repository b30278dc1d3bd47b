import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { freePort } from './postgres'
import { answers, type Loss, revival, type Service, service } from './service'

let directory: string
let ending: AbortController
let running: Service[]

beforeEach(async () => {
  directory = await mkdtemp(path.join(tmpdir(), 'foldline-service-'))
  ending = new AbortController()
  running = []
})
afterEach(async () => {
  ending.abort()
  await Promise.all(running.map((one) => one.stop()))
  await rm(directory, { recursive: true })
})

/** A program in a few words of JavaScript, and what is reported of it. */
function program(
  source: string,
  { health, onLine }: { health?: string; onLine?: (line: string) => void } = {},
) {
  const lines: string[] = []
  const log = path.join(directory, 'program.log')
  const come = revival({
    name: 'The program',
    report: (line) => {
      lines.push(line)
      onLine?.(line)
    },
    signal: ending.signal,
    firstPause: 1,
  })
  const losses: Promise<void>[] = []
  const made = service({
    name: 'The program',
    log,
    child: { command: process.execPath, args: ['-e', source] },
    isReady: health === undefined ? undefined : () => answers(health),
    signal: ending.signal,
    onLoss: (loss: Loss) => losses.push(come(loss)),
  })
  running.push(made)
  return { made, lines, losses, log }
}

const untilSaid = (lines: string[], words: string, times = 1) =>
  vi.waitFor(
    () => expect(lines.filter((line) => line.includes(words)).length).toBeGreaterThanOrEqual(times),
    { timeout: 60_000 },
  )

async function server() {
  const port = await freePort()
  const health = `http://127.0.0.1:${port}/`
  const source = `console.log('pid', process.pid)
    require('node:http').createServer((_, response) => response.end(String(process.pid))).listen(${port}, '127.0.0.1')`
  return { health, source }
}

async function pidsIn(log: string): Promise<number[]> {
  return [...(await readFile(log, 'utf8')).matchAll(/pid (\d+)/g)].map(([, pid]) => Number(pid))
}

test('a killed program restarts, and the terminal says so', async () => {
  const { health, source } = await server()
  const { made, lines, log } = program(source, { health })
  await made.start()
  const [first = 0] = await pidsIn(log)
  process.kill(first, 'SIGKILL')
  await untilSaid(lines, 'The program is running again')
  expect(lines).toEqual([
    expect.stringMatching(
      /^The program ended unexpectedly \(ended by SIGKILL\).*from .*program\.log:\npid \d+$/,
    ),
    'The program restarts in 0.001 s …',
    'The program is running again',
  ])
  expect(await fetch(health)).toMatchObject({ status: 200 })
  const [, second = 0] = await pidsIn(log)
  process.kill(second, 'SIGKILL')
  await untilSaid(lines, 'The program is running again', 2)
  expect(lines[4]).toBe('The program restarts in 0.002 s (lost 2 times in a row) …')
})

test('one that fails at each start is retried with growing pauses, each reported', async () => {
  const { made, lines } = program(`console.log('no luck'); process.exit(3)`)
  await made.start()
  await untilSaid(lines, 'no luck', 5)
  await untilSaid(lines, 'restarts', 5)
  const pauses = lines.flatMap((line) => /restarts in ([\d.]+) s/.exec(line)?.[1] ?? []).slice(0, 5)
  expect(pauses).toEqual(['0.001', '0.002', '0.004', '0.008', '0.016'])
  expect(lines[0]).toContain('exit code 3')
})

test('one that fails while restarting is retried', async () => {
  const { health, source } = await server()
  const file = JSON.stringify(path.join(directory, 'been-here'))
  // Lives once, falls twice, then lives.
  const { made, lines, log } = program(
    `const { appendFileSync, readFileSync } = require('node:fs')
     appendFileSync(${file}, 'x')
     const times = readFileSync(${file}, 'utf8').length
     if (times === 2 || times === 3) process.exit(4)
     ${source}`,
    { health },
  )
  await made.start()
  const [first = 0] = await pidsIn(log)
  process.kill(first, 'SIGKILL')
  await untilSaid(lines, 'The program is running again')
  expect(lines.filter((line) => line.includes('exit code 4'))).toHaveLength(2)
})

test('what a killed program had started is ended before it is started again', async () => {
  const { health, source } = await server()
  const { made, lines, log } = program(
    `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(source)}], { stdio: 'inherit' })
     console.log('parent', process.pid)
     setInterval(() => {}, 1000)`,
    { health },
  )
  await made.start()
  const [, parent] = /parent (\d+)/.exec(await readFile(log, 'utf8')) ?? []
  process.kill(Number(parent), 'SIGKILL')
  await untilSaid(lines, 'The program is running again')
  const [first, second] = await pidsIn(log)
  expect(second).not.toBe(first)
  expect(await (await fetch(health)).text()).toBe(String(second))
})

test.each(['stop', 'kill'] as const)('%s is obeyed, and no loss', async (order) => {
  const { health, source } = await server()
  const { made, lines, losses, log } = program(source, { health })
  await made.start()
  await made[order]()
  const [pid = 0] = await pidsIn(log)
  expect(() => process.kill(pid, 0)).toThrow('ESRCH')
  expect([lines, losses]).toEqual([[], []])
})

test('a command given while a program is down ends the retries', async () => {
  const { made, lines, losses } = program('process.exit(5)', {
    onLine: (line) => line.includes('restarts') && void made.stop(),
  })
  await made.start()
  await untilSaid(lines, 'restarts')
  await losses[0]
  expect(lines).toHaveLength(2)
})

test('a program that does not start says why', async () => {
  const { made, losses } = program(`console.log('no such luck'); process.exit(6)`, {
    health: 'http://127.0.0.1:1/',
  })
  await expect(made.start()).rejects.toThrow(/exit code 6.*\n.*no such luck/)
  expect(losses).toEqual([])
})
