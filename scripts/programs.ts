import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
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

/** Runs a Node program to its end and returns its exit code and all that it printed. */
export function runProgram(
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
  cwd = root,
): Promise<{ code: number; output: string }> {
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  const collect = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
