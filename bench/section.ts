import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from '../scripts/settings'

/** Puts the text of one section into docs/bench.md, in the place of what stood there, and leaves the others alone. */
export async function writeSection(title: string, text: string): Promise<void> {
  const file = path.join(root, 'docs/bench.md')
  const [head = '', ...sections] = (await readFile(file, 'utf8')).split(/^(?=## )/m)
  const heading = `## ${title}\n`
  const others = sections.map((section) => (section.startsWith(heading) ? undefined : section))
  const written = `${heading}\n${text.trimEnd()}\n`
  const at = others.indexOf(undefined)
  const all = at < 0 ? [...sections, written] : sections.with(at, written)
  await writeFile(file, [head, ...all].map((part) => `${part.trimEnd()}\n`).join('\n'))
}
