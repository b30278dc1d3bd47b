import { existsSync } from 'node:fs'
import path from 'node:path'
import { citationFaults } from './citations'
import { fileRoleFaults } from './file-roles'
import { program, runProgram } from './programs'
import { environmentFaults, serverActionFaults, tableFaults } from './repository-checks'
import { root } from './settings'

interface Check {
  name: string
  run(): Promise<string>
}

const borderRoots = [
  'app',
  'lib',
  'sandbox',
  'scripts',
  'e2e',
  'test',
  'bench',
  'prisma',
  'proxy.ts',
  'instrumentation.ts',
]

// A program is content when it exits with 0; otherwise what it printed are the faults.
function tool(name: string, ...commands: string[][]): Check {
  return {
    name,
    run: async () => {
      for (const [file = '', ...args] of commands) {
        const { code, output } = await runProgram([program(file, packages[file]), ...args])
        if (code !== 0) return output.trim() || `exit code ${code}`
      }
      return ''
    },
  }
}

const packages: Record<string, string> = {
  biome: '@biomejs/biome',
  depcruise: 'dependency-cruiser',
  tsc: 'typescript',
}

function checks(): Check[] {
  return [
    tool('types', ['next', 'typegen'], ['tsc', '--noEmit']),
    tool('lint and format', ['biome', 'check', '--error-on-warnings', '.']),
    tool(
      'borders',
      [
        ...['depcruise', '--config', '.dependency-cruiser.cjs', '--output-type', 'err-long'],
        ...borderRoots.filter((place) => existsSync(path.join(root, place))),
      ],
      ['depcruise', '--config', '.dependency-cruiser-subjects.cjs', '--output-type', 'err-long', 'lib'],
    ),
    tool('unused code', ['knip', '--no-progress']),
    { name: 'environment', run: async () => environmentFaults().join('\n') },
    { name: 'server actions', run: async () => serverActionFaults().join('\n') },
    { name: 'file roles', run: async () => fileRoleFaults().join('\n') },
    { name: 'citations', run: async () => citationFaults().join('\n') },
    { name: 'look-up tables', run: async () => tableFaults().join('\n') },
  ]
}

/** Types, lint, borders, unused code and the repository's own rules; prints one line for each. */
export async function verify(): Promise<{ passed: number; failed: number }> {
  const results = await Promise.all(
    checks().map(async ({ name, run }) => {
      const started = performance.now()
      const faults = await run().catch((error) => String(error))
      const seconds = ((performance.now() - started) / 1000).toFixed(1)
      console.log(`${faults === '' ? '✓' : '✗'} ${name} (${seconds} s)${faults === '' ? '' : `\n${faults}`}`)
      return faults === ''
    }),
  )
  const passed = results.filter((result) => result).length
  return { passed, failed: results.length - passed }
}

export async function main() {
  const { failed } = await verify()
  return failed === 0 ? 0 : 1
}
