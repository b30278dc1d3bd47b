import type { Period } from '../core/state'

/** Plain words for a period: `month`, `6 months`. */
export function periodWords({ length, unit }: Period): string {
  return length === 1 ? unit : `${length} ${unit}s`
}
