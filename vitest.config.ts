import { availableParallelism } from 'node:os'
import path from 'node:path'
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

const root = path.resolve(import.meta.dirname)

// Next's compiler makes this module.
const rootParams = path.join(root, 'test/support/root-params.ts')

const resolve = { alias: { '@': root, 'next/root-params': rootParams } }

// Each has a process of its own, since it does something to it for good (listens to its signals or to all servers in it, or
// leaves work for later), or since another may, as Next's server does, which replaces packages. All others share one, one
// after another, which takes half as long (environment.setup.ts).
const alone = ['scripts/**/*.thorough.test.ts', '**/*.process.test.{ts,tsx}', '**/*.process.thorough.test.ts']

const waiting = process.env.THOROUGH === '1' ? [] : ['**/*.thorough.test.ts']

// Most code is run a few times here, so making it faster would take longer than it then saves. Node 22 has another name for it.
const [major = 0] = process.versions.node.split('.').map(Number)
const hesitant = major < 22 ? '--interrupt-budget=1320000' : '--invocation-count-for-turbofan=60000'

function project(name: string, isolate: boolean, include: string[], exclude: string[] = []) {
  return {
    resolve,
    test: {
      name,
      isolate,
      include,
      exclude: [...configDefaults.exclude, '.next/**', '.data/**', ...waiting, ...exclude],
      environment: 'node',
      setupFiles: './test/support/environment.setup.ts',
      pool: 'forks',
      execArgv: ['--liftoff-only', hesitant],
      // Against a hang alone: a busy machine is slower by far.
      testTimeout: 180_000,
      hookTimeout: 180_000,
    },
  } satisfies TestProjectInlineConfiguration
}

export default defineConfig({
  resolve,
  test: {
    globalSetup: './test/support/postgres.setup.ts',
    // One more than there are processors, since many tests wait.
    maxWorkers: Math.min(availableParallelism() + 1, 6),
    // They begin in the order of their names: first those that wait for other processes.
    projects: [project('alone', true, alone), project('together', false, ['**/*.test.{ts,tsx}'], alone)],
  },
})
