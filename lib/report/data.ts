import type { AccountUser } from '@/lib/accounts/mutations'
import { db } from '@/lib/db'
import type { ReportFileKind } from '@/lib/generated/prisma/enums'
import { shownEmail } from '@/lib/operators/scope'

/** A report without the content of its files. */
export interface ReportFacts {
  assessmentId: bigint
  madeAt: Date
  key: string
  pdfNote: string
  picturesNote: string
  files: { kind: ReportFileKind; name: string; size: number; digest: string }[]
}

/** The reports of some assessments, by the assessment's number. */
export async function readReports(assessments: readonly bigint[]): Promise<Map<bigint, ReportFacts>> {
  const rows = await db().report.findMany({
    where: { assessmentId: { in: [...assessments] } },
    include: {
      files: { select: { kind: true, name: true, size: true, digest: true }, orderBy: { kind: 'asc' } },
    },
  })
  return new Map(rows.map((row) => [row.assessmentId, row]))
}

/** A file of a report; null where there is none. */
export async function readReportFile(assessmentId: bigint, kind: ReportFileKind) {
  return db().reportFile.findUnique({
    where: { assessmentId_kind: { assessmentId, kind } },
    select: { name: true, digest: true, content: true },
  })
}

/** Who had assessments made, as the operator may read it, by what is stored of them. */
export async function readMakers(
  uids: readonly string[],
  operator: Pick<AccountUser, 'role'>,
): Promise<Map<string, string>> {
  const users = await db().user.findMany({
    where: { uid: { in: [...new Set(uids)] } },
    select: { uid: true, email: true },
  })
  const known = new Map<string, string>(users.map(({ uid, email }) => [uid, email]))
  return new Map(uids.map((uid) => [uid, uid === '' ? 'a job' : shownEmail(operator, known.get(uid) ?? uid)]))
}
