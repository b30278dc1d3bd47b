import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Fetch } from './projects'

export interface ServingOptions {
  fetch: Fetch
  hostname: string
  port: number
  /** What to do about a port that is taken. */
  portAdvice: string
}

/** Serves until the program ends; throws one line for the reader where the port cannot be had. */
export async function startServing({ fetch, hostname, port, portAdvice }: ServingOptions): Promise<number> {
  const server = serve({ fetch, hostname, port })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE'
      reject(
        new Error(
          isTaken ? `port ${port} is in use; stop the other program or ${portAdvice}.` : error.message,
        ),
      )
    })
    if (server.listening) resolve()
  })
  return (server.address() as AddressInfo).port
}

/** Ends the program with a line that says why. */
export function fail(error: unknown): never {
  console.error(`Sandbox: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}

/** Calls what has to be done before the program ends, when it is told to end. */
export function beforeTheEnd(finish: () => void): void {
  const stop = () => {
    finish()
    process.exit(0)
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
}
