import type { AccountUser } from '@/lib/accounts/mutations'
import { db } from '@/lib/db'
import type { FactKind } from '@/lib/generated/prisma/enums'
import { type Assessment, assessmentSchema } from '@/lib/golive/assessment'
import type { Check, Fact } from '@/lib/golive/check'
import { subjectOf } from '@/lib/golive/evidence'
import type { Said } from '@/lib/golive/judge'
import type { Project } from '@/lib/golive/project'
import { shownEmail } from '@/lib/operators/scope'

/** Of each kind of fact, and for each part of the criterion, so many are read of what was kept of a point. */
const keptShown = 10

interface KeptFact {
  point: string
  kind: FactKind
  what: string
  seen: string
  subject: string
  part: string
  at: Date
}

const kinds: Record<FactKind, Fact['kind']> = { PROOF: 'proof', ATTACK: 'attack', FAULT: 'fault' }

/**
 * What was kept of points in this mode and for this project, newest first: what proved them, and what should not have been.
 */
export async function readKept(
  points: readonly Pick<Check, 'id' | 'parts'>[],
  { mode, project }: Project,
): Promise<Map<string, Fact[]>> {
  const wanted = points.flatMap(({ id, parts = [] }) => ['', ...parts].map((part) => ({ id, part })))
  const rows = await db().$queryRaw<KeptFact[]>`
    SELECT e.point, e.kind::text, e.what, e.seen, e.subject, e.part, e.observed_at AS at
    FROM unnest(${wanted.map(({ id }) => id)}::text[], ${wanted.map(({ part }) => part)}::text[]) AS p(point, part)
    CROSS JOIN unnest(enum_range(NULL::"FactKind")) AS k(kind)
    CROSS JOIN LATERAL (
      SELECT * FROM evidence
      WHERE point = p.point AND mode = ${mode} AND project = ${project} AND kind = k.kind AND part = p.part
        AND (proven OR kind = 'FAULT')
      ORDER BY observed_at DESC LIMIT ${keptShown}
    ) AS e
    ORDER BY e.observed_at DESC, e.id DESC`
  const kept = new Map<string, Fact[]>()
  for (const { point, kind, what, seen, at, part, subject: name } of rows) {
    const subject = subjectOf(name)
    const facts = kept.get(point) ?? []
    facts.push({
      kind: kinds[kind],
      what,
      seen,
      at,
      ...(subject && { subject }),
      ...(part !== '' && { part }),
    })
    kept.set(point, facts)
  }
  return kept
}

/** A statement, by its number, which rises. */
export interface StatementRow extends Said {
  id: bigint
}

/** What was said last of each point in this mode and for this project. */
export async function readSaid(
  points: readonly string[],
  { mode, project }: Project,
): Promise<Map<string, StatementRow>> {
  const rows = await db().$queryRaw<(StatementRow & { point: string })[]>`
    SELECT DISTINCT ON (point) id, point, text, name, said_at AS "saidAt", until FROM statements
    WHERE mode = ${mode} AND project = ${project} AND point = ANY(${points}::text[])
    ORDER BY point, id DESC`
  return new Map(rows.map(({ point, ...said }) => [point, said]))
}

/** The last twenty statements about a point in this mode and for this project, newest first. */
export function listStatements(point: string, { mode, project }: Project): Promise<StatementRow[]> {
  return db().statement.findMany({
    where: { point, mode, project },
    orderBy: { id: 'desc' },
    take: 20,
    select: { id: true, text: true, name: true, saidAt: true, until: true },
  })
}

/** A flag, with who acted as the operator may read it. */
export interface FlagRow {
  id: bigint
  point: string
  reason: string
  flaggedBy: string
  flaggedAt: Date
  answer: string | null
  answeredBy: string | null
  answeredAt: Date | null
  closedBy: string | null
  closedAt: Date | null
}

/** The flags of a point, those that are open first, the newest of them first; a hundred at most. */
export async function listFlags(point: string, operator: Pick<AccountUser, 'role'>): Promise<FlagRow[]> {
  const rows = await db().$queryRaw<FlagRow[]>`
    SELECT f.id, f.point, f.reason, coalesce(b.email, f.flagged_by) AS "flaggedBy", f.flagged_at AS "flaggedAt",
      f.answer, coalesce(a.email, f.answered_by) AS "answeredBy", f.answered_at AS "answeredAt",
      coalesce(c.email, f.closed_by) AS "closedBy", f.closed_at AS "closedAt"
    FROM point_flags f LEFT JOIN users b ON b.uid = f.flagged_by LEFT JOIN users a ON a.uid = f.answered_by
    LEFT JOIN users c ON c.uid = f.closed_by
    WHERE f.point = ${point} ORDER BY f.closed_at IS NOT NULL, f.id DESC LIMIT 100`
  const shown = (email: string | null) => email && shownEmail(operator, email)
  return rows.map((row) => ({
    ...row,
    flaggedBy: shownEmail(operator, row.flaggedBy),
    answeredBy: shown(row.answeredBy),
    closedBy: shown(row.closedBy),
  }))
}

/** An open flag, as a report tells it. */
export interface OpenFlag {
  point: string
  reason: string
  flaggedAt: Date
  answer: string | null
}

/** The open flags of all points, the oldest first; a thousand at most. */
export function listOpenFlags(): Promise<OpenFlag[]> {
  return db().pointFlag.findMany({
    where: { closedAt: null },
    orderBy: { id: 'asc' },
    take: 1000,
    select: { point: true, reason: true, flaggedAt: true, answer: true },
  })
}

/** Which of these arrivals the log still has, by their numbers. */
export async function findLogged(arrivals: readonly string[]): Promise<ReadonlySet<string>> {
  const ids = arrivals.filter((id) => /^\d{1,18}$/.test(id)).map(BigInt)
  if (ids.length === 0) return new Set()
  const rows = await db().pingbackAttempt.findMany({ where: { id: { in: ids } }, select: { id: true } })
  return new Set(rows.map(({ id }) => String(id)))
}

/** An assessment that was made, by its number. */
export interface KeptAssessment {
  id: bigint
  asOf: Date
  /** An operator's uid; empty for a job or a command. */
  madeBy: string
  content: Assessment
}

function readAssessment({ content, ...row }: { id: bigint; asOf: Date; madeBy: string; content: unknown }) {
  return { ...row, content: assessmentSchema.parse(content) }
}

const assessmentColumns = { id: true, asOf: true, madeBy: true, content: true } as const

/** The newest assessments of this mode and project, as many as asked for. */
export async function listAssessments({ mode, project }: Project, take: number): Promise<KeptAssessment[]> {
  const rows = await db().assessment.findMany({
    where: { mode, project },
    orderBy: { asOf: 'desc' },
    take,
    select: assessmentColumns,
  })
  return rows.map(readAssessment)
}

/** One assessment by its number, of whatever mode and project; undefined for none. */
export async function findAssessment(id: bigint): Promise<KeptAssessment | undefined> {
  const row = await db().assessment.findUnique({ where: { id }, select: assessmentColumns })
  return row ? readAssessment(row) : undefined
}
