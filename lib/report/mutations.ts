import { createHash } from 'node:crypto'
import { hashPassword } from '@/lib/accounts/password'
import { uidSchema } from '@/lib/accounts/schema'
import type { PricedProduct } from '@/lib/catalog/prices'
import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { ReportFileKind } from '@/lib/generated/prisma/enums'
import { newId, type OrderId, type Uid } from '@/lib/ids'
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

/** So many reports are kept of each mode and project; who wants to keep one for longer downloads it. */
const reportsKept = 50

/**
 * Keeps a report's files and pictures, once: what another run of the job has kept stands. Beyond `reportsKept` the
 * oldest reports of its mode and project are deleted.
 *
 * @returns whether these are kept
 */
export async function keepReport(
  assessmentId: bigint,
  { files, pictures, ...notes }: MadeReport,
  most = reportsKept,
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
    await pruneReports(transaction, assessmentId, most)
    return true
  })
}

/** Deletes the oldest assessments, with their reports, of the mode and project of a new one. */
async function pruneReports(
  transaction: Prisma.TransactionClient,
  assessmentId: bigint,
  most: number,
): Promise<void> {
  await transaction.$executeRaw`
    DELETE FROM assessments WHERE id IN (
      SELECT a.id FROM assessments a JOIN assessments made ON made.mode = a.mode AND made.project = a.project
      WHERE made.id = ${assessmentId} AND a.id <> ${assessmentId} ORDER BY a.id DESC OFFSET ${Math.max(0, most - 1)})`
}

const visitorEmail = 'go-live-report@shop.invalid'
const isVisitor = { email: visitorEmail, isGuest: false }

/** The account of the report's own buyer, with a password that nobody knows; it is opened when it is first needed. */
export async function visitorAccount(): Promise<{ uid: Uid; sessionVersion: number }> {
  const select = { uid: true, sessionVersion: true } as const
  const known = await db().user.findFirst({ where: isVisitor, select })
  if (known) return known
  const data = {
    uid: uidSchema.parse(newId()),
    email: visitorEmail,
    name: 'Go-live report',
    passwordHash: await hashPassword(newId()),
  }
  await db().user.createMany({ data, skipDuplicates: true })
  return db().user.findFirstOrThrow({ where: isVisitor, select })
}

/** Marks an order of the report's own buyer as a probe's, so that it counts in no figures: nobody can sign in and pay it. */
export async function markOwnOrder(uid: Uid, orderId: OrderId): Promise<void> {
  await db().order.updateMany({
    where: { id: orderId, uid, user: isVisitor },
    data: { isProbe: true },
  })
}

/**
 * The buyer's marked order of a product alone, at its price of today, which nobody has tried to pay: from now on it may be paid
 * until some time. Undefined where there is none.
 */
export async function renewProbeOrder(
  uid: Uid,
  { id: productId, ...product }: PricedProduct,
  expiresAt: Date,
): Promise<OrderId | undefined> {
  const { name, amount, currency, periodLength, periodUnit, trialAmount, trialLength, trialUnit } = product
  const line = { productId, name, amount, periodLength, periodUnit, trialAmount, trialLength, trialUnit }
  const known = await db().order.findFirst({
    where: {
      ...{ uid, isProbe: true, currency, payments: { none: {} }, charges: { none: {} } },
      lines: { some: line, every: { productId } },
    },
    orderBy: { createdAt: 'desc' },
    select: { id: true },
  })
  if (!known) return undefined
  await db().order.update({ where: { id: known.id }, data: { expiresAt } })
  return known.id
}
