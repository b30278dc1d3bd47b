import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
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

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256')
  for (const source of sources.filter((name) => existsSync(path.join(root, name)))) {
    const inside = source.includes('.') ? [''] : await readdir(path.join(root, source), { recursive: true })
    for (const name of inside.sort()) {
      const file = path.join(root, source, name)
      if (/\.test\.tsx?$/.test(name) || !(await stat(file)).isFile()) continue
      hash.update(`${path.join(source, name)}\0`).update(await readFile(file))
    }
  }
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
