import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'

// Prisma's CLI wants to download a native schema engine before any command. `generate` never calls it, so any
// existing executable stands in.
const cli = createRequire(import.meta.url).resolve('prisma/build/index.js')
const { status } = spawnSync(process.execPath, [cli, 'generate', '--no-hints'], {
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
  stdio: ['ignore', 'ignore', 'inherit'],
})
process.exit(status ?? 1)
