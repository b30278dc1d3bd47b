import { existsSync } from 'node:fs'
import { cp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'esbuild'
import { productionCommands } from './commands.mjs'
import { root } from './settings'

/** Where a build puts what Next's server loads (next.config.js). It has nothing of the worker, the migrations and the commands. */
export const standaloneFolder = path.join(root, '.next/standalone')

/** What Next leaves to whoever copies its folder, and what only commands read. */
const added = [
  ...['.next/static', 'public', 'prisma/migrations', 'prisma/schema.prisma', '.env.example', 'LICENSE'],
  'node_modules/@prisma/schema-engine-wasm',
]
/** Makes the go-live report's PDF and pictures where there is a Chromium; it is not installed everywhere. */
const reportPackage = 'playwright-core'

/** Packages whose code can't be bundled: it is compiled, or starts or reads other files by their paths. */
const unbundled = ['@node-rs/argon2', '@prisma/schema-engine-wasm', 'pino', reportPackage, 'sharp']
/** Of packages that are bundled, but never loaded: for settings in TypeScript, another driver, and the source maps of tests. */
const unused = ['typescript', 'pg-native', 'source-map-support']

const commandsFolder = path.join(standaloneFolder, 'scripts')

async function readJson<T>(file: string): Promise<T> {
  return JSON.parse(await readFile(path.join(root, file), 'utf8')) as T
}

/** Bundles the commands of a production server: neither their packages nor a compiler is needed to run them. */
async function bundleCommands(): Promise<void> {
  const { config } = await readJson<{ config: { env: { SHOP_COMMIT: string } } }>(
    '.next/required-server-files.json',
  )
  const table = productionCommands.map((name) => `  '${name}': () => import('./${name}'),\n`).join('')
  const { metafile } = await build({
    absWorkingDir: root,
    stdin: {
      contents: `import { runNamed } from './commands.mjs'\nawait runNamed({\n${table}})\n`,
      resolveDir: path.join(root, 'scripts'),
    },
    entryPoints: ['scripts/guard.mjs', 'scripts/json-lines.mjs'],
    outdir: commandsFolder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    external: [...unbundled, ...unused],
    define: { 'process.env.SHOP_COMMIT': JSON.stringify(config.env.SHOP_COMMIT) },
    // Packages of the older kind that are bundled ask for Node's modules by it.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);",
    },
    metafile: true,
    logLevel: 'warning',
  })
  await rename(path.join(commandsFolder, 'stdin.mjs'), path.join(commandsFolder, 'run.mjs'))
  const loaded = Object.values(metafile.outputs).flatMap(({ imports }) => imports.map((one) => one.path))
  for (const name of unbundled) {
    const isLoaded = loaded.some((one) => one === name || one.startsWith(`${name}/`))
    if (!isLoaded || name === reportPackage) continue
    if (existsSync(path.join(standaloneFolder, 'node_modules', name, 'package.json'))) continue
    throw new Error(`A command loads ${name}, which is not in ${standaloneFolder}: add it.`)
  }
}

/** A package.json with the commands that are there, so that what tells of `npm run …` holds there too. */
async function writePackage(): Promise<void> {
  const { scripts, ...rest } = await readJson<Record<string, unknown> & { scripts: Record<string, string> }>(
    'package.json',
  )
  const kept = Object.entries(scripts).filter(([, line]) =>
    productionCommands.includes(/run\.mjs (\S+)/.exec(line)?.[1] ?? ''),
  )
  const { name, version, license, type, engines } = rest
  const content = { name, version, private: true, license, type, engines, scripts: Object.fromEntries(kept) }
  await writeFile(path.join(standaloneFolder, 'package.json'), `${JSON.stringify(content, null, 2)}\n`)
}

async function bytesOf(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  const files = entries.filter((entry) => entry.isFile())
  const sizes = await Promise.all(
    files.map(async ({ parentPath, name }) => (await stat(path.join(parentPath, name))).size),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

/** Completes the folder of the present build, so that a server needs nothing else; returns how many bytes its files have. */
export async function completeStandalone(): Promise<number> {
  await rm(commandsFolder, { recursive: true, force: true })
  const report = `node_modules/${reportPackage}`
  for (const name of [...added, ...(existsSync(path.join(root, report)) ? [report] : [])]) {
    await cp(path.join(root, name), path.join(standaloneFolder, name), { recursive: true })
  }
  await writePackage()
  await bundleCommands()
  return bytesOf(standaloneFolder)
}
