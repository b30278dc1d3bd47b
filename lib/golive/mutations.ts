import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { FactKind } from '@/lib/generated/prisma/enums'
import { type Assessment, assessmentSchema } from '@/lib/golive/assessment'
import type { Check, Fact } from '@/lib/golive/check'
import { digestOf, nameOf } from '@/lib/golive/evidence'
import { lastDayOf } from '@/lib/golive/judge'
import type { Project } from '@/lib/golive/project'
import { planJob } from '@/lib/outbox'

type Transaction = Prisma.TransactionClient

/**
 * Notes for which project, and how, the shop runs from now on, unless that is so already. Of several processes that note the same at
 * once, one does.
 *
 * @returns since when
 */
export async function notePeriod(project: Project): Promise<Date> {
  return (
    (await readSince(db(), project)) ??
    db().$transaction(async (transaction) => {
      await transaction.$executeRaw`LOCK TABLE project_periods IN SHARE ROW EXCLUSIVE MODE`
      const { mode, project: digest } = project
      return (
        (await readSince(transaction, project)) ??
        (await transaction.projectPeriod.create({ data: { mode, project: digest }, select: { since: true } }))
          .since
      )
    })
  )
}

async function readSince(
  database: Pick<Transaction, 'projectPeriod'>,
  { mode, project }: Project,
): Promise<Date | undefined> {
  const newest = await database.projectPeriod.findFirst({ orderBy: { id: 'desc' } })
  return newest?.mode === mode && newest.project === project ? newest.since : undefined
}

/** What was found of a point, to be kept. */
export interface Finding {
  point: Pick<Check, 'id' | 'version'>
  /** Whether it proves the point. */
  proven: boolean
  facts: readonly Fact[]
}

const factKinds: Record<Fact['kind'], FactKind> = { proof: 'PROOF', attack: 'ATTACK', fault: 'FAULT' }

/** The same thing seen again, such as a page that is there, is kept again after so many hours. */
const seenAgainAfter = 6

/**
 * Keeps what points rest on. The same fact is kept once, and counts later once a judgement that proves its point rests on it.
 *
 * @returns how many facts are new
 */
export async function keepEvidence(
  { mode, project }: Project,
  findings: readonly Finding[],
  judgedAt: Date,
): Promise<number> {
  const rows = new Map(
    findings.flatMap(({ point, proven, facts }) =>
      facts.map((fact) => {
        const digest = digestOf(fact)
        const { kind, what, seen, at, subject, part = '' } = fact
        const row = {
          point: point.id,
          rule: point.version,
          kind: factKinds[kind],
          what,
          seen,
          subject: subject ? nameOf(subject) : '',
          part,
          at: at.toISOString(),
          digest,
          proven,
        }
        return [`${point.id} ${digest}`, row] as const
      }),
    ),
  )
  if (rows.size === 0) return 0
  // In one order, or two that keep the same could wait for each other.
  return db().$executeRaw`
    INSERT INTO evidence (point, rule, mode, project, kind, what, seen, subject, part, observed_at, digest, proven, judged_at)
    SELECT r.point, r.rule, ${mode}, ${project}, r.kind, r.what, r.seen, r.subject, r.part, r.at, r.digest, r.proven, ${judgedAt}
    FROM jsonb_to_recordset(${JSON.stringify([...rows.values()])}::jsonb) AS r(
      point text, rule int, kind "FactKind", what text, seen text, subject text, part text, at timestamptz, digest text,
      proven boolean)
    WHERE NOT EXISTS (
      SELECT FROM evidence e
      WHERE e.point = r.point AND e.mode = ${mode} AND e.project = ${project} AND e.kind = r.kind
        AND e.observed_at > r.at - ${seenAgainAfter} * interval '1 hour' AND e.digest <> r.digest
        AND e.what = r.what AND e.seen = r.seen AND e.subject = r.subject AND e.part = r.part AND e.proven >= r.proven)
    ORDER BY r.point, r.digest
    ON CONFLICT (point, mode, project, digest) DO UPDATE SET proven = TRUE, part = excluded.part
    WHERE excluded.proven AND NOT (evidence.proven AND evidence.part = excluded.part)`
}

/** What came of an act on a point, for the operator. */
export interface PointAct {
  ok: boolean
  sentence: string
}

/** Keeps who acts on a point at the same time from doing so at once, until the transaction ends. */
async function lockPoint(transaction: Transaction, point: string): Promise<void> {
  await transaction.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`go-live ${point}`}, 0))`
}

/** What an operator says of a point. */
export interface NewStatement {
  point: string
  text: string
  name: string
  uid: string
  until: Date
  /** The number of the statement that the operator saw last; 0 for none. */
  seen: bigint
}

/** Records what an operator says of a point, unless somebody said something else meanwhile. */
export function addStatement({ mode, project }: Project, { seen, ...said }: NewStatement): Promise<PointAct> {
  const { point, name, until } = said
  return db().$transaction(async (transaction) => {
    await lockPoint(transaction, point)
    const newest = await transaction.statement.findFirst({
      where: { point, mode, project },
      orderBy: { id: 'desc' },
      select: { id: true, name: true },
    })
    if (newest && newest.id !== seen) {
      return {
        ok: false,
        sentence: `Nothing was recorded: ${newest.name} has attested this in the meantime. Read that first.`,
      }
    }
    await transaction.statement.create({ data: { ...said, mode, project } })
    return { ok: true, sentence: `Recorded as attested by ${name}, valid until ${lastDayOf(until)}.` }
  })
}

/** So many flags of a point may be open at once. */
const mostOpen = 20

/** Flags a point, with the reason; the same reason once, as long as it is open. */
export function addFlag(point: string, reason: string, uid: string): Promise<PointAct> {
  return db().$transaction(async (transaction) => {
    await lockPoint(transaction, point)
    const open = await transaction.pointFlag.findMany({
      where: { point, closedAt: null },
      select: { reason: true },
    })
    if (open.some((flag) => flag.reason === reason)) {
      return { ok: true, sentence: 'This point is already flagged with this reason. Nothing was changed.' }
    }
    if (open.length >= mostOpen) {
      return { ok: false, sentence: `${mostOpen} flags of this point are open. Close one of them first.` }
    }
    await transaction.pointFlag.create({ data: { point, reason, flaggedBy: uid } })
    return { ok: true, sentence: 'The point is flagged. The merchant sees your reason and answers here.' }
  })
}

/** A flag, by its point and its number. */
export interface FlagName {
  point: string
  id: bigint
}

const missing = { ok: false, sentence: 'There is no such flag.' }

/** Answers a flag of a point, which works once, as long as it is open. */
export async function answerFlag({ point, id }: FlagName, answer: string, uid: string): Promise<PointAct> {
  const { count } = await db().pointFlag.updateMany({
    where: { id, point, answer: null, closedAt: null },
    data: { answer, answeredBy: uid, answeredAt: new Date() },
  })
  if (count > 0) return { ok: true, sentence: 'The flag is answered.' }
  const flag = await db().pointFlag.findUnique({ where: { id, point }, select: { answer: true } })
  if (!flag) return missing
  return {
    ok: false,
    sentence: `Nothing was done: this flag was ${flag.answer === null ? 'closed' : 'answered'} in the meantime.`,
  }
}

/** Closes a flag of a point, answered or not. */
export async function closeFlag({ point, id }: FlagName, uid: string): Promise<PointAct> {
  const { count } = await db().pointFlag.updateMany({
    where: { id, point, closedAt: null },
    data: { closedBy: uid, closedAt: new Date() },
  })
  if (count > 0) return { ok: true, sentence: 'The flag is closed.' }
  const flag = await db().pointFlag.findUnique({ where: { id, point }, select: { id: true } })
  return flag ? { ok: true, sentence: 'This flag was already closed. Nothing was changed.' } : missing
}

/**
 * Keeps an assessment for good, once it is in the form of one, and has a job make its report (lib/report/make.ts). Of two made in the same millisecond the second counts as made one
 * later.
 *
 * @param madeBy an operator's uid; empty for a job or a command
 * @returns its number, and its time
 */
export async function addAssessment(
  assessment: Assessment,
  madeBy: string,
): Promise<{ id: bigint; asOf: Date }> {
  let at = Date.parse(assessment.asOf)
  for (;;) {
    const asOf = new Date(at)
    const content = assessmentSchema.parse({ ...assessment, asOf: asOf.toISOString() })
    const { mode, project } = content
    const made = await db().$transaction(async (transaction) => {
      const [row] = await transaction.assessment.createManyAndReturn({
        data: [{ asOf, mode, project, madeBy, content }],
        skipDuplicates: true,
        select: { id: true, asOf: true },
      })
      if (row) await planJob(transaction, 'make-report', String(row.id), { assessment: String(row.id) }, 0)
      return row
    })
    if (made) return made
    at++
  }
}
