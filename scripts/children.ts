import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface ChildOptions {
  name: string
  command: string
  args: string[]
  env?: NodeJS.ProcessEnv
  cwd?: string
  /** The file that takes everything the child prints; without one it prints where this process does. */
  log?: string
  uid?: number
  gid?: number
  /** What asks the child to end; SIGTERM unless told otherwise. */
  stopSignal?: NodeJS.Signals
  /** Milliseconds it may take to end before it is ended by force. */
  patience?: number
}

export interface Child {
  name: string
  pid: number
  /** Settles when the child has ended, with how it did. */
  ended: Promise<string>
  /** Its exit code; undefined while it runs and after a signal. */
  readonly code: number | undefined
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

/** Has a directory removed when this process ends without having done so. */
export function removeAfterwards(directory: string) {
  tellGuard({ directory })
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

function openLog(file: string): number {
  mkdirSync(path.dirname(file), { recursive: true })
  return openSync(file, 'a')
}

/** Starts a program that can't outlive this process. */
export function startChild(options: ChildOptions): Child {
  const output = options.log === undefined ? 'inherit' : openLog(options.log)
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env,
    uid: options.uid,
    gid: options.gid,
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', output, output],
  })
  if (output !== 'inherit') closeSync(output)
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (code, signal) => {
      if (child.pid) tellGuard({ remove: child.pid })
      resolve(signal ? `ended by ${signal}` : `exit code ${code}`)
    })
  })
  const { pid } = child
  const send = (signal: NodeJS.Signals) => pid && signalGroup(pid, signal)
  if (pid) tellGuard({ add: pid, signal: options.stopSignal ?? 'SIGTERM' })
  return {
    name: options.name,
    pid: pid ?? 0,
    ended,
    get code() {
      return child.exitCode ?? undefined
    },
    kill: async () => {
      send('SIGKILL')
      await ended
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      send(options.stopSignal ?? 'SIGTERM')
      const forced = setTimeout(() => send('SIGKILL'), options.patience ?? 5000)
      await ended
      clearTimeout(forced)
      // Whatever the child itself had started and left.
      send('SIGKILL')
    },
  }
}

/** Runs a program in the terminal's sight until it ends or this process is told to end; returns the exit code. */
export async function runInForeground(options: Omit<ChildOptions, 'log'>): Promise<number> {
  const child = startChild(options)
  let asked = false
  for (const signal of endSignals) {
    process.on(signal, () => {
      asked = true
      void child.stop()
    })
  }
  await child.ended
  return asked ? 0 : (child.code ?? 1)
}

/** The last lines of a log file; empty when there is none. */
export function lastLines(file: string, count = 12): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
  } catch {
    return ''
  }
}
