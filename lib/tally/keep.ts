import { setTimeout as pause } from 'node:timers/promises'
import { log } from '@/lib/log'
import type { Counted } from '@/lib/tally/data'
import { flushTally } from '@/lib/tally/mutations'

/** In milliseconds. */
export const tallyEvery = 10_000
const patience = 2000

async function write(project: Counted): Promise<void> {
  try {
    await flushTally(project)
  } catch (error) {
    log.warn({ error: String(error) }, 'daily counts could not be written yet')
  }
}

/** Writes what this process counts, at intervals and once more as it ends. Call once per process. */
export function keepTally(project: Counted): void {
  setInterval(() => void write(project), tallyEvery).unref()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => writeBeforeExit(project))
}

// Next ends the process when no request is left, and asks nobody whether there is something to write.
function writeBeforeExit(project: Counted): void {
  const exit = process.exit.bind(process)
  const last = (code?: string | number | null) => {
    process.exit = exit
    void Promise.race([write(project), pause(patience)]).finally(() => exit(code))
  }
  process.exit = last as typeof process.exit
}
