// Bundles the emulator into one file, so that whoever installs the package installs nothing else.
import { rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'

const from = (name) => path.join(import.meta.dirname, name)

rmSync(from('dist'), { recursive: true, force: true })
await build({
  entryPoints: { 'paymentwall-sandbox': from('cli/main.ts') },
  outdir: from('dist'),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20.19',
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)",
  },
  legalComments: 'eof',
  logLevel: 'warning',
})
