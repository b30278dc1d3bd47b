import { existsSync } from 'node:fs'
import path from 'node:path'
import { shutdownTimeout } from '@/lib/shutdown-timeout'
import { runInForeground } from './children'
import { next } from './programs'
import { checkEnvironment, ownValues, portFrom, root } from './settings'
import { UserError } from './user-error'

/** Serves the production build with the merchant's own variables, until it is told to end. */
export async function main() {
  const own = ownValues()
  const { HOST } = checkEnvironment(own)
  const port = portFrom(own, 'PORT', 3000)
  if (!existsSync(path.join(root, '.next/BUILD_ID'))) {
    throw new UserError('There is no production build: run npm run build first.')
  }
  return runInForeground({
    args: next('start', HOST, port),
    env: {
      ...process.env,
      ...own,
      ...{ HOSTNAME: HOST, PORT: String(port) },
      ...{ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
    },
    stopTimeout: shutdownTimeout + 1000,
  })
}
