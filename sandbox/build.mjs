// Bundles the emulator into one file, so that whoever installs the package installs nothing else, and the client into another.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import ts from 'typescript'

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

await build({
  entryPoints: [from('client.ts')],
  outdir: from('dist'),
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'neutral',
  format: 'esm',
  target: 'es2023',
  logLevel: 'warning',
})
const { outputText, diagnostics } = ts.transpileDeclaration(readFileSync(from('client.ts'), 'utf8'), {
  fileName: 'client.ts',
  reportDiagnostics: true,
})
if (diagnostics?.length) throw new Error(ts.formatDiagnostics(diagnostics, ts.createCompilerHost({})))
writeFileSync(from('dist/client.d.mts'), outputText)
