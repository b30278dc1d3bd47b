import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import type { Fetch } from './projects'

export interface ServingOptions {
  fetch: Fetch
  hostname: string
  port: number
  /** What to do about a port that is taken. */
  portAdvice: string
  /** For HTTPS. */
  certificate?: { key: string; cert: string } | undefined
}

/** Serves until the program ends; throws one line for the reader where the port cannot be had. */
export async function startServing(options: ServingOptions): Promise<number> {
  const { fetch, hostname, port, portAdvice, certificate } = options
  const secure = certificate && { createServer, serverOptions: certificate }
  const server = serve({ fetch, hostname, port, ...secure })
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
