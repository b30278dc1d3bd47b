import type { State } from './state'

/**
 * The reference of a test payment: `t` and the unix second; further payments of the same second get a counter
 * appended. Ten digits always come first, so that no two seconds can meet. Never repeats, not even after a reset.
 */
export function testReference(state: State, seconds: number): string {
  const given = state.lastRefs[seconds] ?? 0
  state.lastRefs[seconds] = given + 1
  return given === 0 ? `t${seconds}` : `t${seconds}${given}`
}
