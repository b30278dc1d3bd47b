import type { PointState } from '@/lib/golive/check'

/** The states in words and as signs that differ without colour, in the order in which they are counted. */
export const stateWords = {
  proven: { word: 'Proven', sign: '✓' },
  failed: { word: 'Failed', sign: '✗' },
  not_yet: { word: 'Not yet', sign: '○' },
  unchecked: { word: 'Could not be checked', sign: '?' },
  said: { word: 'Said by a person', sign: '“' },
  not_used: { word: 'Not used', sign: '–' },
} as const satisfies Record<PointState, { word: string; sign: string }>
