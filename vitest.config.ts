import { availableParallelism } from 'node:os'
import path from 'node:path'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  resolve: { alias: { '@': path.resolve(import.meta.dirname) } },
  test: {
    environment: 'node',
    include: ['**/*.test.{ts,tsx}'],
    exclude: ['**/node_modules/**', '.next/**', '.data/**'],
    globalSetup: './test/support/postgres.setup.ts',
    setupFiles: './test/support/environment.setup.ts',
    pool: 'forks',
    // One more than there are processors, since many tests wait.
    maxWorkers: Math.min(availableParallelism() + 1, 6),
    // Against a hang alone: a busy machine is slower by far.
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
})
