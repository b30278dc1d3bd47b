import { runWorker } from '@/lib/jobs/worker'
import { endSignals } from './children'
import { loadEnvironment } from './settings'

/** Works on background jobs until it is told to end. */
export async function main() {
  loadEnvironment()
  await import('./json-lines.mjs')
  const ending = new AbortController()
  for (const signal of endSignals) process.on(signal, () => ending.abort())
  await runWorker(ending.signal)
  // A connection that nobody answers would keep the process.
  process.exit(0)
}
