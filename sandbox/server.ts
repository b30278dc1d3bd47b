import { lockFolder } from './core/folder-lock'
import { Emulator } from './emulator'
import { readEnvironment, shownKeys } from './environment'
import { serveProjects } from './projects'
import { beforeTheEnd, fail, startServing } from './serving'

/** The emulator as a shop starts it: one project, described by the shop's own environment. */
async function main(): Promise<void> {
  const environment = readEnvironment(process.env)
  await lockFolder(environment.dataDirectory, 'set DATA_DIR')
  const emulator = new Emulator(environment)
  const port = await startServing({
    fetch: serveProjects([emulator]),
    hostname: '127.0.0.1',
    port: environment.port,
    portAdvice: 'set SANDBOX_PORT',
  })
  const address = `http://localhost:${port}`
  emulator.start()
  beforeTheEnd(() => emulator.stop())
  for (const [name, key] of shownKeys(environment.project)) console.log(`Sandbox: ${name}: ${key}`)
  console.log(`Sandbox: ready at ${address} (merchant area: ${address}/merchant)`)
}

main().catch(fail)
