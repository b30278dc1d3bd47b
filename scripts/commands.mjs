// Plain JavaScript, since run.mjs reads it before anything could compile it.
import { fileURLToPath } from 'node:url'

/** What a production server runs, where development packages may be left out. */
export const productionCommands = [
  ...['start', 'worker', 'admin-create', 'db-migrate', 'db-seed'],
  ...['payment', 'payment-page', 'alerts', 'order', 'pingback', 'credits-spend', 'go-live'],
]

/** @param {string} message */
export function fail(message) {
  console.error(message)
  process.exit(1)
}

/** @param {string} name */
export const unknownCommand = (name) => `There is no command "${name}". See the scripts in package.json.`

/**
 * Runs a command to its end. What the reader can mend is said in a line; anything else is a mistake of ours.
 *
 * @param {{ main?: (args: string[]) => Promise<number | undefined> }} command
 * @param {string} name
 * @param {string[]} args
 */
export async function runCommand(command, name, args) {
  if (typeof command.main !== 'function') return fail(unknownCommand(name))
  try {
    process.exitCode = await command.main(args)
  } catch (error) {
    const isTheirs = error?.name === 'UserError' || String(error?.code).startsWith('ERR_PARSE_ARGS_')
    fail(isTheirs ? error.message : error)
  }
}

/**
 * Runs the command that this process was called with: the entry that scripts/standalone.ts bundles.
 *
 * @public
 * @param {Record<string, () => Promise<object>>} commands
 */
export async function runNamed(commands) {
  const [name = '', ...args] = process.argv.slice(2)
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!load) return fail(unknownCommand(name))
  process.chdir(fileURLToPath(new URL('..', import.meta.url)))
  await runCommand(await load(), name, args)
}
