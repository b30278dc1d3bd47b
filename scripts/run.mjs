// Runs one command of this folder: `node scripts/run.mjs <command> [arguments]`. Uses nothing but Node itself, so that
// it works in a fresh clone: installs the packages when they are missing or not those of package-lock.json, generates
// the database client when the schema has changed, then runs the command in this process, where signals reach it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { fail, productionCommands, runCommand, unknownCommand } from './commands.mjs'
import { generate, isGenerated } from './generate.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const [name = '', ...args] = process.argv.slice(2)

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
    return wanted.optional || wanted.devOptional || (wanted.dev && productionCommands.includes(name))
  })
}

async function install() {
  console.log('Installing the packages …')
  const npm = process.env.npm_execpath
  const [command, ...found] = npm
    ? [process.execPath, npm]
    : [process.platform === 'win32' ? 'npm.cmd' : 'npm']
  const child = spawn(command, [...found, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    shell: command.endsWith('.cmd'),
  })
  const forward = (signal) => {
    child.kill(signal)
    process.exit(signal === 'SIGINT' ? 130 : 143)
  }
  process.on('SIGINT', forward).on('SIGTERM', forward)
  const [code] = await once(child, 'exit').catch((error) => [error.message])
  process.off('SIGINT', forward).off('SIGTERM', forward)
  if (code !== 0) {
    fail(
      'The packages could not be installed (npm ci; its output is above). Check the network, then run the command again.',
    )
  }
}

checkNode()
if (!/^[a-z-]+$/.test(name) || !existsSync(path.join(root, `scripts/${name}.ts`))) {
  fail(unknownCommand(name))
}
process.chdir(root)
if (!isInstalled()) await install()
if (!isGenerated()) generate()

const { register } = await import('tsx/esm/api')
register()
await runCommand(await import(pathToFileURL(path.join(root, `scripts/${name}.ts`)).href), name, args)
