import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

// Prisma's CLI wants to download a native schema engine before any command. `generate` never calls it, so any
// existing executable stands in.
const require = createRequire(import.meta.url)
const { status, stderr } = spawnSync(
  process.execPath,
  [require.resolve('prisma/build/index.js'), 'generate', '--no-hints'],
  {
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    stdio: ['ignore', 'ignore', 'pipe'],
  },
)
if (status === 0) {
  const schema = readFileSync(new URL('../prisma/schema.prisma', import.meta.url))
  const { version } = require('prisma/package.json')
  const stamp = createHash('sha256').update(version).update(schema).digest('hex')
  writeFileSync(new URL('../lib/generated/stamp', import.meta.url), stamp)
} else process.stderr.write(stderr)
process.exit(status ?? 1)
