import { readFileSync } from 'node:fs'
import { drillCommand } from './drill-command'
import { explainCommand } from './explain-command'
import { help } from './help'
import { exportCommand, replayCommand } from './scenario-commands'
import { startCommand } from './start-command'

export type Print = (text: string) => void

const commands: Record<string, (args: string[], print: Print) => Promise<number | undefined>> = {
  start: startCommand,
  drill: drillCommand,
  explain: explainCommand,
  export: exportCommand,
  replay: replayCommand,
}

/** The version of the package: beside this folder in the sources, and beside the bundle's. */
function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

/** Runs a command line; returns its exit code, or nothing if it goes on. Throws one line for the reader. */
export async function runCommand(args: string[], print: Print): Promise<number | undefined> {
  if (args.includes('--help') || args.includes('-h') || args[0] === 'help') {
    print(help)
    return 0
  }
  if (args[0] === '--version') {
    print(version())
    return 0
  }
  const [name = 'start', ...rest] = args[0] && !args[0].startsWith('-') ? args : ['start', ...args]
  const command = commands[name]
  if (!command) throw new Error(`There is no command "${name}". See paymentwall-sandbox --help.`)
  return command(rest, print)
}
