import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { variableNames } from '@/lib/env'
import { exampleValues, root } from './settings'

// Set by Node and Next themselves, not by a merchant.
const ambient = new Set(['NODE_ENV', 'NEXT_RUNTIME', 'NEXT_PHASE', 'NEXTAUTH_URL'])
// Read by the commands in scripts/, not by the shop.
const ofCommands = ['PORT', 'SANDBOX_PORT', 'DATA_DIR']

/** Every file of the repository, or of some folders of it, by its path from the root; new ones too. */
export function trackedFiles(...folders: string[]): string[] {
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z', ...folders], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((file) => file !== '' && existsSync(path.join(root, file)))
}

function sources(...folders: string[]): { file: string; text: string }[] {
  return trackedFiles(...folders)
    .filter((file) => /\.(ts|tsx)$/.test(file))
    .map((file) => ({ file, text: readFileSync(path.join(root, file), 'utf8') }))
}

/** Every variable that the shop reads has a row in .env.example, and every row is read. */
export function environmentFaults(
  rows = Object.keys(exampleValues()),
  shop = sources('app', 'lib', 'proxy.ts', 'instrumentation.ts'),
): string[] {
  const read = new Map<string, string>(variableNames.map((name) => [name, 'lib/env.ts']))
  for (const name of ofCommands) read.set(name, 'scripts/')
  for (const { file, text } of shop) {
    if (/\.test\.tsx?$/.test(file)) continue
    for (const [, name = ''] of text.matchAll(/process\.env\.([A-Z_]+)/g)) {
      if (!ambient.has(name)) read.set(name, file)
    }
  }
  return [
    ...[...read]
      .filter(([name]) => !rows.includes(name))
      .map(([name, file]) => `${name}, read in ${file}, has no row in .env.example`),
    ...rows
      .filter((name) => !read.has(name))
      .map((name) => `${name} has a row in .env.example, but nothing reads it`),
  ]
}

/** Every export of a file headed 'use server' can be called by anyone, so only files of actions may be headed so. */
export function serverActionFaults(shop = sources('app', 'lib')): string[] {
  return shop
    .filter(({ file, text }) => /['"]use server['"]/.test(text) && path.basename(file) !== 'actions.ts')
    .map(
      ({ file }) => `${file} says 'use server', which makes its functions public: put them in an actions.ts`,
    )
}
