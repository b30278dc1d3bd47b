import type { PointState } from '@/lib/golive/check'

/** A state, as pages and reports name it. */
export const stateTitles: Record<PointState, string> = {
  proven: 'Proven',
  said: 'Said',
  failed: 'Failed',
  unchecked: 'Could not be checked',
  not_yet: 'Not yet',
  not_used: 'Not used',
}
