import type { State } from './state'

/**
 * Digits that no other payment has: the Unix second, and a counter when a second has more than one. Ten digits always
 * come first, so that no two seconds can meet. Never repeats, not even after a reset, since a shop keeps references for ever.
 */
export function uniqueDigits(state: State, seconds: number): string {
  const given = state.lastRefs[seconds] ?? 0
  state.lastRefs[seconds] = given + 1
  return given === 0 ? String(seconds) : `${seconds}${given}`
}
