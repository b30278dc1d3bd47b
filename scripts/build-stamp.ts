import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from './settings'

// Everything that a build is made of.
const sources = [
  'app',
  'lib',
  'public',
  'proxy.ts',
  'instrumentation.ts',
  'instrumentation-client.ts',
  'next.config.js',
  'postcss.config.mjs',
  'tsconfig.json',
  'package-lock.json',
]
const stamp = path.join(root, '.next/sources.sha256')

async function filesOf(place: string): Promise<string[]> {
  const entries = await readdir(path.join(root, place), { withFileTypes: true, recursive: true }).catch(
    () => undefined,
  )
  if (entries === undefined) return existsSync(path.join(root, place)) ? [place] : []
  return entries
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
}

async function hashOfSources(): Promise<string> {
  const files = (await Promise.all(sources.map(filesOf))).flat().sort()
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file}\0`).update(await readFile(path.join(root, file)))
  return hash.digest('hex')
}

/** Whether the production build is one of the sources as they are now. */
export async function isBuilt(): Promise<boolean> {
  if (!existsSync(path.join(root, '.next/BUILD_ID'))) return false
  const kept = await readFile(stamp, 'utf8').catch(() => '')
  return kept === (await hashOfSources())
}

/** Builds by `build`, and remembers what it was made of when it succeeds. */
export async function stampBuild(build: () => Promise<void>) {
  await rm(stamp, { force: true })
  const hash = await hashOfSources()
  await build()
  await writeFile(stamp, hash)
}
