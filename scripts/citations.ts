import { readFileSync } from 'node:fs'
import path from 'node:path'
import { trackedFiles } from './repository-checks'
import { root } from './settings'

/** A text that people read: a page of documentation, or the comments of a source file. */
interface Reading {
  file: string
  text: string
}

/** What a citation may lead to. */
export interface Targets {
  /** Every file of the repository, by its path from the root. */
  files: readonly string[]
  /** The headings of each page, by its path. */
  headings: ReadonlyMap<string, readonly string[]>
  /** The names of package.json's scripts. */
  commands: ReadonlySet<string>
}

// Names on purpose what is not there.
const ownTest = 'scripts/citations.test.ts'

const protocolNotes = 'docs/paymentwall'

// Made by commands, so in no clone before they ran.
const generated = /^(lib\/generated|\.data|\.next)(\/|$)/

const section = /\b([a-z-]+\.md)(?:,)? (§ ?\d+(?:\.\d+)*(?:(?:, | and )§ ?\d+(?:\.\d+)*)*)/g
const segment = String.raw`(?:\((?:admin|checkout|site|cached|live)\)|\[[\w.]+\]|\{[\w.,-]+\}|[\w.*-])`
const folders = 'app|lib|scripts|sandbox|e2e|test|bench|docs|prisma|public|\\.ci'
const place = new RegExp(String.raw`(?<![\w./@~-])((?:${folders})/(?:${segment}+/?)*)`, 'g')
const page = /(?<![\w./-])((?:[\w-]+\/)*[\w-]+\.md)\b/g
const link = /\]\((?:<([^>]+)>|([^)\s]+))\)/g
const command = /\bnpm run ([a-z][\w:-]*)/g

/** The comments of a source file, each line where it stands in the file. */
export function commentsOf(text: string): string {
  const comments = text.matchAll(/(?<=^|\s)\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<=^|\s)--[^\n]*|(?<=^)#[^\n]*/gm)
  return [...comments].map(([comment]) => comment.replace(/\n\s*\*/g, '\n')).join('\n')
}

function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-')
}

function asPattern(glob: string): RegExp {
  const source = glob
    .replace(/[.()[\]+^$|\\]/g, '\\$&')
    .replace(/\{([^}]*)\}/g, (_, names: string) => `(?:${names.replaceAll(',', '|')})`)
    .replaceAll('**', '\0')
    .replaceAll('*', '[^/]*')
    .replaceAll('\0', '.*')
  return new RegExp(`^${source}(?:/|$)`)
}

const conflict = /^(?:<{7}|>{7}) .*/gm

/** What a text names that leads nowhere: sections, files, relative links, commands; and what a merge has left. */
export function deadCitations({ file, text }: Reading, { files, headings, commands }: Targets): string[] {
  const faults: string[] = []
  const exists = (name: string) => {
    const pattern = asPattern(name)
    return generated.test(name) || files.some((known) => pattern.test(known))
  }
  for (const [, name = '', sections = ''] of text.matchAll(section)) {
    const known = headings.get(`${protocolNotes}/${name}`)
    for (const [, number = ''] of sections.matchAll(/§ ?([\d.]+)/g)) {
      const found = known?.some((heading) =>
        new RegExp(`^${number.replaceAll('.', '\\.')}\\.? `).test(heading),
      )
      if (!found) faults.push(`${name} §${number}`)
    }
  }
  for (const [, found = ''] of text.matchAll(place)) {
    const name = found.replace(/[./]+$/, '')
    if (!exists(name)) faults.push(name)
  }
  for (const [, name = ''] of text.matchAll(page)) {
    const beside = path.posix.join(path.posix.dirname(file), name)
    if (!exists(name) && !exists(beside) && !exists(`${protocolNotes}/${name}`)) faults.push(name)
  }
  for (const [, quoted, bare = ''] of file.endsWith('.md') ? text.matchAll(link) : []) {
    const target = quoted ?? bare
    if (/^[a-z]+:/.test(target)) continue
    const [name = '', anchor] = target.split('#')
    const where = name === '' ? file : path.posix.join(path.posix.dirname(file), name.replace(/\/$/, ''))
    if (!exists(where)) faults.push(target)
    else if (anchor && !headings.get(where)?.some((heading) => anchorOf(heading) === anchor))
      faults.push(target)
  }
  for (const [, name = ''] of text.matchAll(command)) if (!commands.has(name)) faults.push(`npm run ${name}`)
  return [
    ...[...new Set(faults)].map((fault) => `${file} names ${fault}, which leads nowhere`),
    ...(text.match(conflict) ?? []).map((line) => `${file} has the mark of an unfinished merge: ${line}`),
  ]
}

/** Every section, file, link and command that a comment or a page of documentation names is there. */
export function citationFaults(): string[] {
  const files = trackedFiles()
  const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
  const pages = files.filter((file) => file.endsWith('.md'))
  const headings = new Map(
    pages.map((file) => [file, [...read(file).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading)]),
  )
  const scripts = JSON.parse(read('package.json')).scripts as Record<string, string>
  const targets = { files, headings, commands: new Set(Object.keys(scripts)) }
  const sources = files.filter(
    (file) => /\.(tsx?|mjs|cjs|js|sql|prisma|css)$|^\.env\.example$/.test(file) && file !== ownTest,
  )
  const readings = [
    ...pages.map((file) => ({ file, text: read(file) })),
    ...sources.map((file) => ({ file, text: commentsOf(read(file)) })),
  ]
  return readings.flatMap((reading) => deadCitations(reading, targets))
}
