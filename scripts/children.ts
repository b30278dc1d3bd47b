import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { root } from './settings'
import { errorCode } from './user-error'

export interface ChildOptions {
  /** Node unless told otherwise. */
  command?: string
  args: string[]
  env?: NodeJS.ProcessEnv
  /** The repository unless told otherwise. */
  cwd?: string
  /** Runs the command by a shell. */
  shell?: boolean
  /** The file that takes everything the child prints; without one it prints where this process does. */
  log?: string
  /** Keeps what the child prints in `output`. */
  collects?: boolean
  uid?: number
  gid?: number
  /** What asks the child to end; SIGTERM unless told otherwise. */
  stopSignal?: NodeJS.Signals
  /** Asks the child to end. */
  signal?: AbortSignal
  /** Milliseconds it may take to end before it is ended by force. */
  stopTimeout?: number
}

export interface Child {
  pid: number
  /** Resolves when the child has ended, with how it did. */
  ended: Promise<string>
  /** Its exit code; undefined while it runs and after a signal. */
  readonly code: number | undefined
  /** All that it printed, where that is collected. */
  readonly output: string
  /** Asks the child to end, and ends it by force when it doesn't. */
  stop(): Promise<void>
  /** Ends the child and what it has started at once (SIGKILL). */
  kill(): Promise<void>
}

/** What asks this process to end. */
export const endSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

let guard: ChildProcess | undefined

// A child gets a process group of its own: Ctrl-C in a terminal reaches this process alone, which ends the children in
// order, and the guard ends them when this process is killed before it can.
function tellGuard(message: { add?: number; remove?: number; signal?: string; directory?: string }) {
  if (!guard) {
    guard = spawn(process.execPath, [path.join(import.meta.dirname, 'guard.mjs')], {
      detached: true,
      stdio: ['pipe', 'ignore', 'ignore'],
    })
    guard.unref()
    const input = guard.stdin
    if (input && 'unref' in input && typeof input.unref === 'function') input.unref()
    input?.on('error', () => {})
  }
  guard.stdin?.write(`${JSON.stringify(message)}\n`)
}

/** Has a directory removed when this process ends, however it does. */
export function removeAfterwards(directory: string) {
  tellGuard({ directory })
}

/** Makes a directory that is removed when this process ends. */
export async function temporaryDirectory(name: string): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), `foldline-${name}-`))
  removeAfterwards(directory)
  return directory
}

function signalGroup(pid: number, signal: NodeJS.Signals) {
  if (process.platform === 'win32') {
    spawn('taskkill', ['/pid', String(pid), '/T', '/F'], { stdio: 'ignore' })
    return
  }
  try {
    process.kill(-pid, signal)
  } catch {}
}

function outputOf({ log, collects }: ChildOptions) {
  if (collects) return 'pipe'
  if (log === undefined) return 'inherit'
  mkdirSync(path.dirname(log), { recursive: true })
  return openSync(log, 'a')
}

/** Starts a program that can't outlive this process. */
export function startChild(options: ChildOptions): Child {
  options.signal?.throwIfAborted()
  const { command = process.execPath, args, cwd = root, collects, stopSignal = 'SIGTERM' } = options
  const { env, uid, gid, shell } = options
  const output = outputOf(options)
  const child = spawn(command, args, {
    ...{ cwd, env, uid, gid, shell },
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', output, output],
  })
  if (typeof output === 'number') closeSync(output)
  let printed = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text) => {
      printed += text
    })
  }
  const { pid = 0 } = child
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on(collects ? 'close' : 'exit', (code, signal) => {
      tellGuard({ remove: pid })
      resolve(signal ? `ended by ${signal}` : `exit code ${code}`)
    })
  })
  const send = (signal: NodeJS.Signals) => pid && signalGroup(pid, signal)
  if (pid) tellGuard({ add: pid, signal: stopSignal })
  const handle: Child = {
    pid,
    ended,
    get code() {
      return child.exitCode ?? undefined
    },
    get output() {
      return printed
    },
    kill: async () => {
      send('SIGKILL')
      await ended
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      send(stopSignal)
      const forced = setTimeout(() => send('SIGKILL'), options.stopTimeout ?? 5000)
      await ended
      clearTimeout(forced)
      // Whatever the child itself had started and left.
      send('SIGKILL')
    },
  }
  options.signal?.addEventListener('abort', () => void handle.stop())
  return handle
}

/** Aborted when this process is told to end. */
export function endSignal(): AbortSignal {
  const ending = new AbortController()
  for (const signal of endSignals) process.on(signal, () => ending.abort())
  return ending.signal
}

/** Runs a program in the terminal's sight until it ends or this process is told to end; returns the exit code. */
export async function runInForeground(options: Omit<ChildOptions, 'log'>): Promise<number> {
  const signal = endSignal()
  const child = startChild({ ...options, signal })
  await child.ended
  return signal.aborted ? 0 : (child.code ?? 1)
}

/** Whether a process runs that was called by a line with `mark`; `unsure` where the system does not tell such lines. */
export function runsWith(pid: number, mark: string, unsure: boolean): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (errorCode(error) !== 'EPERM') return false
  }
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(mark)
  } catch {
    return unsure
  }
}

/** The last lines of a log file; empty when there is none. */
export function lastLines(file: string, count = 12): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
  } catch {
    return ''
  }
}
