import { createHash } from 'node:crypto'
import type { AssessedPoint } from '@/lib/golive/assessment'

/** SHA-256 of the rules that judged, each by its point, its version and its criterion. Of a question there is no version. */
export function rulesDigest(points: readonly AssessedPoint[]): string {
  const rules = points.map(({ id, rule, criterion }) => [id, rule ?? null, criterion])
  return createHash('sha256').update(JSON.stringify(rules)).digest('hex')
}
