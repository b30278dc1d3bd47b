import { runWorker } from '@/lib/jobs/worker'
import { endSignal } from './children'
import { loadEnvironment } from './settings'

/** Works on background jobs until it is told to end. */
export async function main() {
  loadEnvironment()
  await import('./json-lines.mjs')
  await runWorker(endSignal())
  // A connection that nobody answers would keep the process.
  process.exit(0)
}
