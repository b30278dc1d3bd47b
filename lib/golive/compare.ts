import type { AssessedPoint } from '@/lib/golive/assessment'
import { stateTitles } from '@/lib/golive/words'

/** What is different about a point, in sentences. */
export interface PointChange {
  id: string
  title: string
  /** Whether it stands worse than before: it was proven, said or not used, and is not any more. */
  isWorse: boolean
  changes: readonly string[]
}

const settled: ReadonlySet<AssessedPoint['state']> = new Set(['proven', 'said', 'not_used'])

const titleOf = (state: AssessedPoint['state']) => `“${stateTitles[state]}”`

/**
 * What changed between two assessments: states, why one that has failed has done so, rules, statements and flags. New evidence of the
 * same kind is no change.
 */
export function compareAssessments(
  before: readonly AssessedPoint[],
  after: readonly AssessedPoint[],
): PointChange[] {
  const old = new Map(before.map((point) => [point.id, point]))
  const present = new Set(after.map(({ id }) => id))
  return [
    ...after.flatMap((point) => {
      const { id, title, state } = point
      const was = old.get(id)
      const changes = was ? changesOf(was, point) : [`New point. State: ${titleOf(state)}.`]
      if (changes.length === 0) return []
      return [
        { id, title, isWorse: was !== undefined && settled.has(was.state) && !settled.has(state), changes },
      ]
    }),
    ...before
      .filter(({ id }) => !present.has(id))
      .map(({ id, title }) => ({ id, title, isWorse: false, changes: ['This point no longer exists.'] })),
  ]
}

function changesOf(was: AssessedPoint, is: AssessedPoint): string[] {
  const known = new Set(was.flags.map(({ at, reason }) => `${at} ${reason}`))
  const open = new Set(is.flags.map(({ at, reason }) => `${at} ${reason}`))
  const answered = new Set(
    was.flags.filter(({ answer }) => answer !== undefined).map(({ at, reason }) => `${at} ${reason}`),
  )
  return [
    was.state !== is.state && `From ${titleOf(was.state)} to ${titleOf(is.state)}: ${is.sentence}`,
    was.state === is.state &&
      (is.state === 'failed' || is.state === 'not_used') &&
      was.sentence !== is.sentence &&
      `New reason: ${is.sentence}`,
    was.state === is.state && was.error !== is.error && is.error !== undefined && `New error: ${is.error}`,
    was.rule !== is.rule && `Rule version ${was.rule ?? 'none'} → ${is.rule ?? 'none'}.`,
    is.statement &&
      was.statement?.saidAt !== is.statement.saidAt &&
      `Attested by ${is.statement.name}: ${is.statement.text}`,
    ...is.flags
      .filter(({ at, reason }) => !known.has(`${at} ${reason}`))
      .map(({ reason }) => `Flagged: ${reason}`),
    ...is.flags
      .filter(({ at, reason, answer }) => answer !== undefined && !answered.has(`${at} ${reason}`))
      .map(({ answer }) => `Answered: ${answer}`),
    ...was.flags
      .filter(({ at, reason }) => !open.has(`${at} ${reason}`))
      .map(({ reason }) => `No longer flagged: ${reason}`),
  ].filter((change) => typeof change === 'string')
}
