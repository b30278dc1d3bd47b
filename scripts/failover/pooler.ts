import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Child, startChild } from '../children'
import { freePort } from '../postgres'
import { type Cluster, serverUser } from './cluster'

const program = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find(existsSync)

/** PgBouncer's version; undefined where it is not installed. */
export function poolerVersion(): string | undefined {
  if (!program) return undefined
  return /PgBouncer ([\d.]+)/.exec(spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout)?.[1]
}

export interface Pooler {
  port: number
  readonly pid: number
  /** Begins to pass on to a port. */
  start(target: number): Promise<void>
  kill(): Promise<void>
}

/** PgBouncer in transaction mode, which is not started yet. */
export async function preparePooler({ directory, password }: Cluster): Promise<Pooler> {
  const port = await freePort()
  const file = path.join(directory, 'pgbouncer.ini')
  const log = path.join(directory, 'pgbouncer.log')
  const starts = () => (existsSync(log) ? readFileSync(log, 'utf8').split('process up').length : 1)
  let child: Child | undefined
  return {
    port,
    get pid() {
      return child?.pid ?? 0
    },
    start: async (target) => {
      const lines = [
        ['[databases]', `* = host=127.0.0.1 port=${target} user=postgres password=${password}`],
        ['[pgbouncer]', 'listen_addr=127.0.0.1', `listen_port=${port}`, 'unix_socket_dir=', 'auth_type=any'],
        ['pool_mode=transaction', 'default_pool_size=10'],
        // As docs/scale.md says: by default it asks a server that failed again after 15 s.
        ['server_login_retry=1'],
      ]
      await writeFile(file, `${lines.flat().join('\n')}\n`, { mode: 0o644 })
      const before = starts()
      child = startChild({ ...serverUser(), command: program, args: [file], cwd: directory, log })
      while (starts() === before) await pause(20)
    },
    kill: async () => child?.kill(),
  }
}
