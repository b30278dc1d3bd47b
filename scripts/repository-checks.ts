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

/**
 * Every export of a file headed 'use server' can be called by anyone, with anything: so only files of actions may be headed so,
 * and each action checks what it is called with (lib/http/server-action.ts).
 */
export function serverActionFaults(shop = sources('app', 'lib')): string[] {
  return shop
    .filter(({ text }) => /['"]use server['"]/.test(text))
    .flatMap(({ file, text }) =>
      path.basename(file) === 'actions.ts'
        ? uncheckedExports(text).map(
            (line) =>
              `${file}: make it by formAction, formStateAction, serverAction or operatorAction, which check the call: ${line}`,
          )
        : `${file} says 'use server', which makes its functions public: put them in an actions.ts`,
    )
}

function uncheckedExports(text: string): string[] {
  const checked =
    /^export (const \w+ = (formAction|formStateAction|serverAction|operatorAction)\(|(type|interface) )/
  return (text.match(/^export .*$/gm) ?? []).filter((line) => !checked.test(line))
}

/** `{}['constructor']` is a function: a table in which texts from outside are looked up is a Map. */
export function tableFaults(shop = sources('app', 'lib')): string[] {
  return shop.flatMap(({ file, text }) => {
    if (/\.test\.tsx?$/.test(file)) return []
    const tables = text.matchAll(/\bconst (\w+): (?:Readonly<|Partial<)*Record<string,.*> = \{(?!\})/g)
    return Array.from(tables, ([, name = '']) => name)
      .filter((name) => new RegExp(`\\b${name}\\[(?!')`).test(text))
      .map((name) => `${file}: ${name} is looked into by any text, and so must be a Map`)
  })
}
