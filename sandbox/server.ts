import { serve } from '@hono/node-server'
import { createApp } from './app'
import { Emulator } from './emulator'
import { type Environment, readEnvironment, shownKeys } from './environment'

function fail(message: string): never {
  console.error(`Sandbox: ${message}`)
  process.exit(1)
}

function attempt<Result>(task: () => Result): Result {
  try {
    return task()
  } catch (error) {
    return fail(error instanceof Error ? error.message : String(error))
  }
}

const environment: Environment = attempt(() => readEnvironment(process.env))
const emulator = attempt(() => new Emulator(environment))

const server = serve(
  { fetch: createApp(emulator).fetch, hostname: '127.0.0.1', port: environment.port },
  ({ port }) => {
    const address = `http://localhost:${port}`
    emulator.start()
    for (const [name, key] of shownKeys(environment.project)) console.log(`Sandbox: ${name}: ${key}`)
    console.log(`Sandbox: ready at ${address} (merchant area: ${address}/merchant)`)
  },
)

server.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EADDRINUSE') {
    fail(`port ${environment.port} is in use; stop the other program or set SANDBOX_PORT.`)
  }
  fail(error.message)
})

function stop(): void {
  emulator.stop()
  process.exit(0)
}

process.once('SIGTERM', stop)
process.once('SIGINT', stop)
