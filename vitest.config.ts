import { availableParallelism } from 'node:os'
import path from 'node:path'
import { configDefaults, defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

// What a test does to its process for good, such as listening to all servers of it or to its signals.
const alone = ['scripts/**/*.test.ts', 'lib/http/**/*.test.ts', '**/*.process.test.ts']

function project(name: string, isolate: boolean, include: string[], exclude: string[] = []) {
  return {
    resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
    test: {
      name,
      isolate,
      include,
      exclude: [...configDefaults.exclude, '.next/**', '.data/**', ...exclude],
      environment: 'node',
      setupFiles: './test/support/environment.setup.ts',
      pool: 'forks',
      // Against a hang alone: a busy machine is slower by far.
      testTimeout: 180_000,
      hookTimeout: 180_000,
    },
  } satisfies TestProjectInlineConfiguration
}

export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: {
    globalSetup: './test/support/postgres.setup.ts',
    // One more than there are processors, since many tests wait.
    maxWorkers: Math.min(availableParallelism() + 1, 6),
    // In the order of their names: those that wait longest begin.
    projects: [project('alone', true, alone), project('together', false, ['**/*.test.{ts,tsx}'], alone)],
  },
})
