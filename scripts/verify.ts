import { readFileSync } from 'node:fs'
import path from 'node:path'
import { runCommand } from './programs'
import { root } from './settings'
import type { Result } from './test-results'

/** Scripts of package.json. */
const steps = ['typecheck', 'lint', 'borders', 'unused', 'rules']

/** Types, lint, borders, unused code and the repository's own rules; prints one line for each. */
export async function verify(signal?: AbortSignal): Promise<Result> {
  const { scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  const results = await Promise.all(
    steps.map(async (step) => {
      const started = performance.now()
      const { code, output } = await runCommand(scripts[step], signal)
      signal?.throwIfAborted()
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(code === 0 ? `✓ ${step} (${seconds} s)` : `✗ ${step} (${seconds} s)\n${output.trim()}`)
      return code === 0 ? [] : [step]
    }),
  )
  const failures = results.flat()
  return { passed: steps.length - failures.length, failures }
}

export async function main() {
  const { failures } = await verify()
  return failures.length === 0 ? 0 : 1
}
