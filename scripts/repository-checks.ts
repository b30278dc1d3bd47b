import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { variableNames } from '@/lib/env'
import { exampleValues, root } from './settings'

// Set by Node, Next and Windows themselves, not by a merchant.
const ambient = new Set([
  ...['NODE_ENV', 'NEXT_RUNTIME', 'NEXT_PHASE', 'NEXTAUTH_URL'],
  ...['PROGRAMFILES', 'LOCALAPPDATA'],
])
// Read by the commands in scripts/, not by the shop.
const ofCommands = ['PORT', 'SANDBOX_PORT', 'MAIL_PORT', 'DATA_DIR']

/** Every file of the repository, or of some folders of it, by its path from the root; new ones too. */
export function trackedFiles(...folders: string[]): string[] {
  return execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z', ...folders], {
    cwd: root,
    encoding: 'utf8',
  })
    .split('\0')
    .filter((file) => file !== '' && existsSync(path.join(root, file)))
}

/** The TypeScript of some folders. */
export function sources(...folders: string[]): { file: string; text: string }[] {
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

/** An action can be called by anyone, with anything, so each checks what it is called with (lib/http/server-action.ts). */
export function serverActionFaults(shop = sources('app', 'lib')): string[] {
  const checked =
    /^export (const \w+ = (formAction|formStateAction|serverAction|operator(State)?Action)\(|(type|interface) )/
  return shop
    .filter(({ file }) => path.basename(file) === 'actions.ts')
    .flatMap(({ file, text }) =>
      (text.match(/^export .*$/gm) ?? [])
        .filter((line) => !checked.test(line))
        .map(
          (line) =>
            `${file}: make it by formAction, serverAction or operatorAction, which check the call: ${line}`,
        ),
    )
}

/** Actions that pages of the back office may have although `operatorAction` does not make them, and why. */
const exemptActions = new Map([
  ['confirmAction', 'asks for the role itself; it takes the password that operatorAction may want'],
  ['explainAction', 'asks for the role itself; what is pasted into its form stands in no log'],
])

/**
 * What every page, handler and action of the back office must be made by, so that none forgets to ask who is there: pages by
 * `adminPage`, handlers by `requireRole`, actions by `operatorAction`.
 */
export function backOfficeFaults(shop = sources('app', 'lib')): string[] {
  const texts = new Map(shop.map(({ file, text }) => [file, text]))
  const files = reachedFrom(
    shop
      .map(({ file }) => file)
      .filter((file) => file.startsWith('app/(admin)/') && !/\.test\.tsx?$/.test(file)),
    texts,
  )
  return files.flatMap((file) => {
    const text = texts.get(file) ?? ''
    const isOffice = file.startsWith('app/(admin)/')
    return [
      ...(isOffice && path.basename(file) === 'page.tsx' && !isAdminPage(file, text, texts)
        ? [`${file}: make the page by adminPage, which asks who is there`]
        : []),
      ...(isOffice && path.basename(file) === 'route.ts' ? routeFaults(file, text) : []),
      ...actionFaults(file, text, texts),
    ]
  })
}

/** Whether a page is made by `adminPage`, or by a function of the back office that returns what `adminPage` made. */
function isAdminPage(file: string, text: string, texts: ReadonlyMap<string, string>): boolean {
  const [, maker] = /^export default (\w+)\(/m.exec(text) ?? []
  if (maker === 'adminPage') return true
  return importsOf(file, text, texts).some(
    ({ target, names }) =>
      names.some((name) => name === maker) &&
      target.startsWith('app/(admin)/') &&
      new RegExp(`^export function ${maker}\\b`, 'm').test(texts.get(target) ?? '') &&
      /^ {2}return adminPage\(/m.test(texts.get(target) ?? ''),
  )
}

/** Every export of a handler's file that answers a method awaits `requireRole`, before it awaits anything else but its parameters. */
function routeFaults(file: string, text: string): string[] {
  const methods = [
    ...text.matchAll(/^export (?:async )?(?:function|const) (GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/gm),
  ]
  const handlers = methods.map(({ index, 1: name = '' }, place) => ({
    name,
    body: wrapped(text, text.slice(index, methods[place + 1]?.index)),
  }))
  const reexported = /^export (\*|\{)/m.test(text)
  return [
    ...handlers
      .filter(({ body }) => !/\b(await requireRole|adminHandler)\(/.test(body))
      .map(
        ({ name }) =>
          `${file}: ${name} does not ask who is there: await requireRole(…), or make it by adminHandler`,
      ),
    ...(handlers.length === 0 || reexported
      ? [`${file}: export each method by its name, so that it can be checked`]
      : []),
  ]
}

/** A handler's text; where another function of the file does its work (`orUnavailable(answer)`), the text of that function. */
function wrapped(text: string, body: string): string {
  const [, name] = /^export const \w+ = orUnavailable\((\w+)/.exec(body) ?? []
  if (name === undefined) return body
  const [found = ''] = new RegExp(`^async function ${name}\\b.*?^}`, 'ms').exec(text) ?? []
  return found
}

/** The actions that a file imports are made for operators. */
function actionFaults(file: string, text: string, texts: ReadonlyMap<string, string>): string[] {
  return importsOf(file, text, texts)
    .filter(({ target }) => path.basename(target) === 'actions.ts')
    .flatMap(({ target, names }) =>
      names
        .filter((name) => !exemptActions.has(name) && !isForOperators(name, texts.get(target) ?? ''))
        .map((name) => `${file}: ${name} of ${target} is no operatorAction, and the back office has it`),
    )
}

function isForOperators(name: string, text: string): boolean {
  return new RegExp(
    `^export (const ${name} = operator(State)?Action\\(|(type|interface) ${name}\\b)`,
    'm',
  ).test(text)
}

/** Files of app/ with whatever of app/ they import, and what that imports. */
function reachedFrom(files: readonly string[], texts: ReadonlyMap<string, string>): string[] {
  const reached = new Set(files)
  for (const file of reached) {
    for (const { target } of importsOf(file, texts.get(file) ?? '', texts)) {
      if (target.startsWith('app/') && path.basename(target) !== 'actions.ts') reached.add(target)
    }
  }
  return [...reached]
}

/** What a file imports from, or hands on of, other files of the shop, and by which names. */
function importsOf(
  file: string,
  text: string,
  texts: ReadonlyMap<string, string>,
): { target: string; names: string[] }[] {
  const statements = text.matchAll(/^(?:import|export) ([^'"]*?) from '([^']+)'/gms)
  return Array.from(statements, ([, what = '', from = '']) => {
    const place = from.startsWith('@/')
      ? from.slice(2)
      : from.startsWith('.')
        ? path.posix.join(path.posix.dirname(file), from)
        : undefined
    const target = place && ['.ts', '.tsx'].map((ending) => place + ending).find((name) => texts.has(name))
    const names = what
      .replace(/[{}]/g, '')
      .split(',')
      .map((name) => name.trim().replace(/^type |^default$| as .*$/g, ''))
    return { target: target ?? '', names: names.filter((name) => name !== '') }
  }).filter(({ target }) => target !== '')
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
