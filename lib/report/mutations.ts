import { createHash } from 'node:crypto'
import { hashPassword } from '@/lib/accounts/password'
import { uidSchema } from '@/lib/accounts/schema'
import { db } from '@/lib/db'
import type { ReportFileKind } from '@/lib/generated/prisma/enums'
import { newId, type Uid } from '@/lib/ids'
import type { Picture } from '@/lib/report/picture'

/** A file of a report as it is kept. */
export interface MadeFile {
  kind: ReportFileKind
  name: string
  content: Uint8Array
}

export interface MadeReport {
  key: string
  pdfNote: string
  picturesNote: string
  files: readonly MadeFile[]
  pictures: readonly Picture[]
}

/** Keeps a report's files and pictures, once: what another run of the job has kept stands. Returns whether these are kept. */
export async function keepReport(
  assessmentId: bigint,
  { files, pictures, ...notes }: MadeReport,
): Promise<boolean> {
  return db().$transaction(async (transaction) => {
    const { count } = await transaction.report.createMany({
      data: { assessmentId, ...notes },
      skipDuplicates: true,
    })
    if (count === 0) return false
    await transaction.reportFile.createMany({
      data: files.map(({ content, ...file }) => ({
        assessmentId,
        ...file,
        size: content.length,
        digest: createHash('sha256').update(content).digest('hex'),
        content: new Uint8Array(content),
      })),
    })
    await transaction.reportPicture.createMany({
      data: pictures.map(({ content, ...picture }) => ({
        assessmentId,
        ...picture,
        content: new Uint8Array(content),
      })),
    })
    return true
  })
}

const visitorEmail = 'go-live-report@shop.invalid'

/** The account of the report's own buyer, with a password that nobody knows; it is opened when it is first needed. */
export async function visitorAccount(): Promise<{ uid: Uid; sessionVersion: number }> {
  const select = { uid: true, sessionVersion: true } as const
  const known = await db().user.findUnique({ where: { email: visitorEmail }, select })
  if (known) return known
  const data = {
    uid: uidSchema.parse(newId()),
    email: visitorEmail,
    name: 'Go-live report',
    passwordHash: await hashPassword(newId()),
  }
  await db().user.createMany({ data, skipDuplicates: true })
  return db().user.findUniqueOrThrow({ where: { email: visitorEmail }, select })
}
