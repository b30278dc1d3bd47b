// Runs one command of this folder: `node scripts/run.mjs <command> [arguments]`. Uses nothing but Node itself, so that
// it works in a fresh clone: installs the packages when they are missing or not those of package-lock.json, generates
// the database client when the schema has changed, then runs the command in this process, where signals reach it.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const [name = '', ...args] = process.argv.slice(2)

// What a production server runs, where development packages may be left out.
const withoutDevelopment = new Set([
  ...['start', 'worker', 'admin-create', 'db-migrate', 'db-seed'],
  ...['payment', 'payment-page', 'alerts', 'order', 'pingback', 'credits-spend'],
])

function fail(message) {
  console.error(message)
  process.exit(1)
}

function checkNode() {
  const wanted = /(\d+)\.(\d+)/.exec(readJson('package.json').engines.node)
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < Number(wanted[1]) || (major === Number(wanted[1]) && minor < Number(wanted[2]))) {
    fail(`Node ${wanted[0]} or newer is needed; this is ${process.versions.node}. See https://nodejs.org.`)
  }
}

function readJson(file) {
  return JSON.parse(readFileSync(path.join(root, file), 'utf8'))
}

// npm writes down what it installed; a package is missing or outdated when the two lists differ. Packages for other
// platforms are never installed, and the file is missing after an interrupted installation.
function isInstalled() {
  if (!existsSync(path.join(root, 'node_modules/.package-lock.json'))) return false
  const installed = readJson('node_modules/.package-lock.json').packages
  return Object.entries(readJson('package-lock.json').packages).every(([place, wanted]) => {
    if (place === '') return true
    const found = installed[place]
    if (found) return found.version === wanted.version && found.integrity === wanted.integrity
    return wanted.optional || wanted.devOptional || (wanted.dev && withoutDevelopment.has(name))
  })
}

function isGenerated() {
  const stamp = path.join(root, 'lib/generated/stamp')
  if (!existsSync(stamp)) return false
  const schema = readFileSync(path.join(root, 'prisma/schema.prisma'))
  const version = readJson('node_modules/prisma/package.json').version
  const generator = readFileSync(path.join(root, 'scripts/generate.mjs'))
  const masker = readFileSync(path.join(root, 'lib/security/card-numbers.ts'))
  const digest = createHash('sha256')
    .update(version)
    .update(schema)
    .update(generator)
    .update(masker)
    .digest('hex')
  return readFileSync(stamp, 'utf8') === digest
}

async function runToEnd(title, advice, command, ...args) {
  console.log(`${title} …`)
  const shell = command.endsWith('.cmd')
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], shell })
  const forward = (signal) => {
    child.kill(signal)
    process.exit(signal === 'SIGINT' ? 130 : 143)
  }
  process.on('SIGINT', forward).on('SIGTERM', forward)
  const [code] = await once(child, 'exit').catch((error) => [error.message])
  process.off('SIGINT', forward).off('SIGTERM', forward)
  if (code !== 0) fail(advice)
}

async function install() {
  const npm = process.env.npm_execpath
  const found = npm ? [process.execPath, npm] : [process.platform === 'win32' ? 'npm.cmd' : 'npm']
  await runToEnd(
    'Installing the packages',
    'The packages could not be installed (npm ci; its last words are above). Check the network, then run the command again.',
    ...[...found, 'ci', '--no-audit', '--no-fund', '--loglevel=error'],
  )
}

checkNode()
if (!/^[a-z-]+$/.test(name) || !existsSync(path.join(root, `scripts/${name}.ts`))) {
  fail(`There is no command "${name}". See the scripts in package.json.`)
}
process.chdir(root)
if (!isInstalled()) await install()
if (!isGenerated()) {
  await runToEnd(
    'Generating the database client',
    'The database client could not be generated from prisma/schema.prisma (the reason is above).',
    ...[process.execPath, path.join(root, 'scripts/generate.mjs')],
  )
}

const { register } = await import('tsx/esm/api')
register()
const command = await import(pathToFileURL(path.join(root, `scripts/${name}.ts`)).href)
if (typeof command.main !== 'function')
  fail(`There is no command "${name}". See the scripts in package.json.`)
try {
  process.exitCode = await command.main(args)
} catch (error) {
  // What the reader can mend is said in a line. Anything else is a mistake of ours.
  const isTheirs = error?.name === 'UserError' || error?.code?.startsWith('ERR_PARSE_ARGS_')
  fail(isTheirs ? error.message : error)
}
