import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { type Check, isQuestion, type Question } from '@/lib/golive/check'
import { readKept, readSaid, type StatementRow } from '@/lib/golive/data'
import { type Standing, standingOf, standingOfQuestion } from '@/lib/golive/judge'
import { type Finding, keepEvidence, notePeriod } from '@/lib/golive/mutations'
import { type Project, projectOf } from '@/lib/golive/project'
import { visitorOf } from '@/lib/golive/visit'
import { KeyedQueue } from '@/lib/keyed-queue'

/** A check point and where it stands. */
export interface JudgedPoint {
  point: Check | Question
  standing: Standing
  /** What was said of it last. */
  said?: StatementRow
}

/** Check points and where they stand at one time. */
export interface Judged extends Project {
  asOf: Date
  points: readonly JudgedPoint[]
}

// The rules of this process share so many connections with what buyers do, however many operators look at once.
const rules = new KeyedQueue({ width: 3 })

/**
 * Judges check points, each for itself, and keeps what those rest on that are proven or have failed.
 *
 * @param list of lib/golive/checks.ts
 */
export async function judgePoints(list: readonly (Check | Question)[], now = new Date()): Promise<Judged> {
  const settings = env()
  const project = projectOf(settings)
  const ids = list.map(({ id }) => id)
  const began = await notePeriod(project)
  const [kept, said] = await Promise.all([readKept(list, project), readSaid(ids, project)])
  const context = { env: settings, database: db(), now, visit: visitorOf(settings.SHOP_URL) }
  const points = await Promise.all(
    list.map(async (point): Promise<JudgedPoint> => {
      const last = said.get(point.id)
      if (isQuestion(point)) {
        return { point, standing: standingOfQuestion(last, now), ...(last && { said: last }) }
      }
      const standing = await rules.run('rules', () =>
        standingOf(point, context, began, kept.get(point.id) ?? []),
      )
      return { point, standing }
    }),
  )
  await keepEvidence(project, points.flatMap(findingOf), now)
  return { ...project, asOf: now, points }
}

/** What is to be kept of a point: what was found just now, of one that is proven or has failed. */
function findingOf({ point, standing: { state, facts, isKept } }: JudgedPoint): Finding[] {
  if (isQuestion(point) || isKept || (state !== 'proven' && state !== 'failed')) return []
  return [{ point, proven: state === 'proven', facts }]
}
