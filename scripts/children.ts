import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface ChildOptions {
  name: string
  command: string
  args: string[]
  env?: NodeJS.ProcessEnv
  cwd?: string
  /** The file that takes everything the child prints. */
  log: string
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
  log: string
  /** Settles when the child has ended, however it did. */
  ended: Promise<string>
  /** Asks the child to end, and ends it by force when it doesn't. */
  stop(): Promise<void>
  /** Ends the child and what it has started at once (SIGKILL). */
  kill(): Promise<void>
}

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

/** Starts a program whose output goes to a file and which can't outlive this process. */
export function startChild(options: ChildOptions): Child {
  mkdirSync(path.dirname(options.log), { recursive: true })
  const output = openSync(options.log, 'a')
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env,
    uid: options.uid,
    gid: options.gid,
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (code, signal) => {
      if (child.pid) tellGuard({ remove: child.pid })
      resolve(signal ? `ended by ${signal}` : `exit code ${code}`)
    })
  })
  const { pid } = child
  if (!pid)
    return { name: options.name, pid: 0, log: options.log, ended, stop: async () => {}, kill: async () => {} }
  tellGuard({ add: pid, signal: options.stopSignal ?? 'SIGTERM' })

  const kill = async () => {
    signalGroup(pid, 'SIGKILL')
    await ended
  }
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    signalGroup(pid, options.stopSignal ?? 'SIGTERM')
    const forced = setTimeout(() => signalGroup(pid, 'SIGKILL'), options.patience ?? 5000)
    await ended
    clearTimeout(forced)
    // Whatever the child itself had started and left.
    signalGroup(pid, 'SIGKILL')
  }
  return { name: options.name, pid, log: options.log, ended, stop, kill }
}

/** The last lines of a log file; empty when there is none. */
export function lastLines(file: string, count = 12): string {
  try {
    return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-count).join('\n')
  } catch {
    return ''
  }
}
