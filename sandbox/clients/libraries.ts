import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientName, Task } from './cases'

const interpreters = [
  { client: 'php', command: 'php', folder: 'paymentwall-php', driver: 'driver.php' },
  { client: 'python', command: 'python3', folder: 'paymentwall-python', driver: 'driver.py' },
  { client: 'ruby', command: 'ruby', folder: 'paymentwall-ruby', driver: 'driver.rb' },
] as const satisfies { client: ClientName; command: string; folder: string; driver: string }[]

export interface Library {
  client: ClientName
  run(task: Task, keys: { url: string; publicKey: string; privateKey: string }): Promise<unknown>
}

/** The official libraries in the folder that PAYMENTWALL_CLIENTS names, as far as their languages are installed. */
export function installedLibraries(): Library[] {
  const clients = process.env.PAYMENTWALL_CLIENTS
  if (!clients) return []
  return interpreters
    .map(({ folder, ...interpreter }) => ({ ...interpreter, library: join(clients, folder) }))
    .filter(({ library, command }) => existsSync(library) && isInstalled(command))
    .map(({ client, command, library, driver }) => ({
      client,
      run: (task, keys) =>
        runDriver(command, join(import.meta.dirname, driver), { ...task, ...keys, library }),
    }))
}

/** Whether a program is on this machine. */
export function isInstalled(command: string): boolean {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

function runDriver(command: string, driver: string, task: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const child = execFile(command, [driver], (error, stdout, stderr) => {
      if (error) reject(new Error(`${command}: ${stderr || error.message}`))
      else resolve(JSON.parse(stdout))
    })
    child.stdin?.end(JSON.stringify(task))
  })
}
