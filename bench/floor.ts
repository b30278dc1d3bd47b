import { mkdir, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { type Stage, say, serve } from '@/bench/shop'
import { freePort } from '../scripts/postgres'
import { program, runProgram } from '../scripts/programs'
import { root } from '../scripts/settings'

const layout = `
export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>
}
`

const page = `
import pages from '../../pages.json'

export const dynamicParams = false

export function generateStaticParams() {
  return Object.keys(pages).map((name) => ({ name }))
}

export default async function Page({ params }) {
  const { name } = await params
  return <main><h1>{name}</h1><div dangerouslySetInnerHTML={{ __html: pages[name] }} /></main>
}
`

const livePage = `
import { headers } from 'next/headers'
import pages from '../../../pages.json'

export default async function Page({ params }) {
  await headers()
  const { name } = await params
  return <main><h1>{name}</h1><div dangerouslySetInnerHTML={{ __html: pages[name] }} /></main>
}
`

/** What the floor's document has around its content, about. */
const shellBytes = 3500

/**
 * Builds and serves the least that Next can do: an empty app of the same versions, from the same packages, with a static
 * page for each of the shop's pages, of its markup and as large as it; and the same below `/live`, drawn for each request.
 * Returns its port.
 *
 * @param pages the HTML of the shop's pages by name, which becomes the path
 */
export async function startFloor(stage: Stage, pages: ReadonlyMap<string, string>): Promise<number> {
  say('building the floor, an empty Next app')
  const directory = path.join(stage.directory, 'floor')
  await mkdir(path.join(directory, 'app/[name]'), { recursive: true })
  await mkdir(path.join(directory, 'app/live/[name]'), { recursive: true })
  await symlink(path.join(root, 'node_modules'), path.join(directory, 'node_modules'), 'junction')
  // Turbopack takes packages from below its root alone.
  const config = { turbopack: { root: commonFolder(directory, root) }, poweredByHeader: false }
  const contents = Object.fromEntries(Array.from(pages, ([name, html]) => [name, fitted(html)]))
  const files = {
    'package.json': JSON.stringify({ private: true, type: 'module' }),
    'next.config.js': `export default ${JSON.stringify(config)}`,
    'pages.json': JSON.stringify(contents),
    'app/layout.jsx': layout,
    'app/[name]/page.jsx': page,
    'app/live/[name]/page.jsx': livePage,
  }
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(directory, file), text)
  const env = { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' } as const
  const built = await runProgram([program('next'), 'build'], { ...process.env, ...env }, directory)
  if (built.code !== 0) throw new Error(built.output)
  const port = await freePort()
  const [first = ''] = pages.keys()
  await serve(stage, {
    name: 'floor',
    args: [program('next'), 'start', '-H', '127.0.0.1', '-p', String(port)],
    env,
    url: `http://127.0.0.1:${port}/${first}`,
    cwd: directory,
  })
  return port
}

function commonFolder(one: string, other: string): string {
  const parts = other.split(path.sep)
  const shared = one.split(path.sep).findIndex((part, index) => part !== parts[index])
  return parts.slice(0, shared).join(path.sep) || path.parse(one).root
}

/**
 * The body of a page, without what a browser would fetch, cut or repeated so that the floor's document becomes as large as
 * the page's. Next sends content twice: as markup, and in a script.
 */
function fitted(html: string): string {
  const body = /<body[^>]*>([\s\S]*)<\/body>/.exec(html)?.[1] ?? ''
  const markup = body
    .replace(/<script[\s\S]*?<\/script>/g, '')
    .replace(/<(?:img|link|meta)\b[^>]*>/g, '')
    .trim()
  const sent = (text: string) => Buffer.byteLength(text) + Buffer.byteLength(JSON.stringify(inScript(text)))
  const room = Buffer.byteLength(html) - shellBytes
  const many = markup.repeat(Math.ceil(room / sent(markup)))
  const cut = many.slice(0, Math.floor((many.length * room) / sent(many)))
  // Not in the middle of a tag.
  return cut.slice(0, cut.lastIndexOf('<'))
}

/** As Next writes a text into its script. */
function inScript(text: string): string {
  return JSON.stringify(text).replace(/[<>&]/g, '\\u0000')
}
