import type { PointState } from '@/lib/golive/check'

/** A sign for each state, by which they differ where there is no colour. */
export const stateSigns = {
  proven: '✓',
  said: '“',
  failed: '✗',
  unchecked: '?',
  not_yet: '○',
  not_used: '–',
} as const satisfies Record<PointState, string>
