import { db } from '@/lib/db'
import type { ReportFileKind } from '@/lib/generated/prisma/enums'

/** A report without the content of its files. */
export interface ReportFacts {
  assessmentId: bigint
  askedAt: Date
  /** Null while the job has not made it. */
  madeAt: Date | null
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
