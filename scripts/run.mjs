// Runs one command of this folder: `node scripts/run.mjs <command> [arguments]`. Uses nothing but Node itself, so that
// it works in a fresh clone: installs the packages when they are missing or not those of package-lock.json, generates
// the database client when the schema has changed, then runs the command in this process, where signals reach it.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const [name = '', ...args] = process.argv.slice(2)

// What a production server runs, where development packages may be left out.
const withoutDevelopment = new Set(['start', 'worker', 'admin-create', 'db-migrate', 'db-seed'])

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
  return readFileSync(stamp, 'utf8') === createHash('sha256').update(version).update(schema).digest('hex')
}

function excerpt(lines) {
  const shown = lines.length > 24 ? [...lines.slice(0, 12), '…', ...lines.slice(-12)] : lines
  return shown.join('\n')
}

async function runToEnd(command, args, title, advice) {
  const started = Date.now()
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`
  const live = process.stdout.isTTY
  process.stdout.write(live ? `${title} …` : `${title} …\n`)
  const progress = setInterval(
    () => process.stdout.write(live ? `\r${title} … ${seconds()}` : `  still at it, ${seconds()}\n`),
    live ? 1000 : 10_000,
  )
  const child = spawn(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32' && command.endsWith('.cmd'),
  })
  let output = ''
  child.stdout.on('data', (text) => {
    output += text
  })
  child.stderr.on('data', (text) => {
    output += text
  })
  const forward = (signal) => {
    child.kill(signal)
    process.stdout.write('\n')
    process.exit(signal === 'SIGINT' ? 130 : 143)
  }
  process.on('SIGINT', forward).on('SIGTERM', forward)
  const code = await new Promise((resolve) => {
    child.on('error', (error) => {
      output += error.message
      resolve(1)
    })
    child.on('close', resolve)
  })
  process.off('SIGINT', forward).off('SIGTERM', forward)
  clearInterval(progress)
  if (live) process.stdout.write(`\r${title} … ${seconds()}\n`)
  if (code !== 0) fail(`${excerpt(output.trim().split('\n'))}\n${advice}`)
}

async function install() {
  const npm = process.env.npm_execpath
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  await runToEnd(
    npm ? process.execPath : process.platform === 'win32' ? 'npm.cmd' : 'npm',
    npm ? [npm, ...options] : options,
    'Installing the packages',
    'The packages could not be installed (npm ci; its last words are above). Check the network, then run the command again.',
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
    process.execPath,
    [path.join(root, 'scripts/generate.mjs')],
    'Generating the database client',
    'The database client could not be generated from prisma/schema.prisma (the reason is above).',
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
  // A fault is something the reader can mend: its message says how. Anything else is a mistake of ours.
  fail(error?.name === 'UserError' ? error.message : error)
}
