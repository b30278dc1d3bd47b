import { cases } from '@/lib/prove/cases'
import type { RunStanding } from '@/lib/prove/data'

/** How a run stands, in a word. */
export const standingTags: Record<
  RunStanding,
  readonly [kind: 'info' | 'positive' | 'caution' | 'critical', word: string]
> = {
  queued: ['info', 'Waiting for the worker'],
  running: ['info', 'Running'],
  waiting: ['caution', 'Waiting for a person'],
  ended: ['positive', 'Finished'],
  interrupted: ['critical', 'Interrupted'],
}

/** What a run is called: the title of its case. */
export function runName(what: string): string {
  return what === 'all' ? 'Prove all' : (cases.find(({ id }) => id === what)?.title ?? what)
}
