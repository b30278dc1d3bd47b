import { existsSync } from 'node:fs'
import path from 'node:path'
import { runInForeground } from './children'
import { emulator } from './programs'
import { dataDirectory, localValues, ownValues, portFrom } from './settings'

/** Runs the Paymentwall emulator alone, for a shop that is started by other means. */
export async function main() {
  const own = ownValues()
  const port = portFrom(own, 'PORT', 3000)
  const sandboxPort = portFrom(own, 'SANDBOX_PORT', 4000)
  const directory = dataDirectory(own)
  const values = localValues({ port, sandboxPort, databaseUrl: '', dataDirectory: directory }, own)
  const certificate = path.join(directory, 'certificate/certificate.pem')
  return runInForeground({
    args: emulator,
    env: { ...process.env, ...values, ...(existsSync(certificate) && { NODE_EXTRA_CA_CERTS: certificate }) },
  })
}
