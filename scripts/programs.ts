import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type ChildOptions, startChild } from './children'
import { root } from './settings'

const require = createRequire(import.meta.url)

/** The JavaScript file of an installed package's program: run by this Node, without npx between, which hides signals. */
export function program(name: string, packageName = name): string {
  const file = require.resolve(path.join(root, 'node_modules', packageName, 'package.json'))
  const { bin } = JSON.parse(readFileSync(file, 'utf8')) as { bin: string | Record<string, string> }
  const relative = typeof bin === 'string' ? bin : bin[name]
  if (!relative) throw new Error(`${packageName} has no program ${name}`)
  return path.join(path.dirname(file), relative)
}

/** Arguments of Node that make everything a server prints a line of JSON. */
export const jsonLines = ['--import', pathToFileURL(path.join(import.meta.dirname, 'json-lines.mjs')).href]

/** Arguments of Node that run the emulator. */
export const emulator = ['--import', 'tsx', 'sandbox/server.ts']

/**
 * Megabytes for what has just been made, four times as many as by default: nearly all that a page leaves behind is garbage
 * before that is full, and collecting it took a tenth of the time that a page takes.
 */
const youngMegabytes = 64

/** The folder that `npm run build:standalone` makes has this in place of Next's command; HOSTNAME and PORT say where it listens. */
const standaloneServer = path.join(root, 'server.js')

/** Arguments of Node that serve the shop. */
export const next = (command: 'start' | 'dev', host: string, port: number) => [
  ...(command === 'start' ? [...jsonLines, `--max-semi-space-size=${youngMegabytes}`] : []),
  ...(existsSync(standaloneServer)
    ? [standaloneServer]
    : [program('next'), command, '-H', host, '-p', String(port)]),
]

async function collect(options: ChildOptions): Promise<{ code: number; output: string }> {
  const child = startChild({ ...options, collects: true })
  await child.ended
  return { code: child.code ?? 1, output: child.output }
}

/** Runs a Node program to its end and returns its exit code and all that it printed. */
export function runProgram(args: string[], env?: NodeJS.ProcessEnv, cwd?: string) {
  return collect({ args, env, cwd })
}

/** Runs a line of a shell as npm does, with the programs of the installed packages. */
export function runCommand(line: string, signal?: AbortSignal) {
  const places = [path.join(root, 'node_modules/.bin'), process.env.PATH].join(path.delimiter)
  return collect({ command: line, args: [], env: { ...process.env, PATH: places }, shell: true, signal })
}
