import { brand } from '@/lib/brand/brand'
import { company } from '@/lib/brand/company'
import { env } from '@/lib/env'
import type { AssessedPoint, Assessment } from '@/lib/golive/assessment'
import { isQuestion } from '@/lib/golive/check'
import type { OpenFlag } from '@/lib/golive/data'
import { nameOf } from '@/lib/golive/evidence'
import type { Judged, JudgedPoint } from '@/lib/golive/standings'
import { appliedMigrations } from '@/lib/migrations'
import { versions } from '@/lib/version'

/** A judged point as reports tell it, with its open flags. */
export function assessedPoint(
  { point, standing, said }: JudgedPoint,
  flags: readonly OpenFlag[],
): AssessedPoint {
  const { id, title, asked, sources, criterion, rationale, limits, fix, freshDays } = point
  const { state, sentence, facts, sample, freshUntil, error } = standing
  return {
    id,
    section: sectionOf(id),
    title,
    asked,
    sources: sources.map(({ document, number }) => ({ document, number })),
    criterion,
    rationale,
    limits,
    fix,
    freshDays,
    ...(!isQuestion(point) && { rule: point.version }),
    state,
    sentence,
    facts: facts.map(({ kind, what, seen, at, subject }) => ({
      kind,
      what,
      seen,
      at: at.toISOString(),
      ...(subject && { subject: nameOf(subject) }),
    })),
    ...(sample && { sample: { passed: sample.passed, of: sample.of } }),
    ...(freshUntil && { freshUntil: freshUntil.toISOString() }),
    ...(error !== undefined && { error }),
    ...(said && {
      statement: {
        text: said.text,
        name: said.name,
        saidAt: said.saidAt.toISOString(),
        until: said.until.toISOString(),
      },
    }),
    flags: flags
      .filter((flag) => flag.point === id)
      .map(({ reason, flaggedAt, answer }) => ({
        reason,
        at: flaggedAt.toISOString(),
        ...(answer !== null && { answer }),
      })),
  }
}

/** The section of a point, which its id begins with. */
export function sectionOf(id: JudgedPoint['point']['id']): AssessedPoint['section'] {
  return id.charAt(0) as AssessedPoint['section']
}

/** All points as they stand, and the shop that they are about. */
export async function assessmentOf(judged: Judged, flags: readonly OpenFlag[]): Promise<Assessment> {
  const { name, registration, address } = company()
  const { shop, commit, next } = versions
  return {
    asOf: judged.asOf.toISOString(),
    mode: judged.mode,
    project: judged.project,
    shop: { name: brand.name, url: env().SHOP_URL },
    company: { name, registration, address },
    versions: {
      shop,
      commit,
      next,
      node: process.versions.node,
      migration: (await appliedMigrations()).at(-1) ?? 'none',
    },
    points: judged.points.map((point) => assessedPoint(point, flags)),
  }
}
