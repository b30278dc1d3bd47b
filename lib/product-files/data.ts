import { db } from '@/lib/db'
import type { FilePurpose } from '@/lib/generated/prisma/enums'

const id = /^[0-9a-z]{20}$/

/** What is known of a file without its content. */
export interface FileFacts {
  id: string
  contentType: string
  fileName: string
  size: number
  digest: string
  uploadedAt: Date
}

const facts = {
  id: true,
  contentType: true,
  fileName: true,
  size: true,
  digest: true,
  uploadedAt: true,
} as const

/** An uploaded file of a purpose, without its content. */
export async function findFile(fileId: string, purpose: FilePurpose): Promise<FileFacts | null> {
  if (!id.test(fileId)) return null
  return db().productFile.findFirst({ where: { id: fileId, purpose }, select: facts })
}

/** The content of an uploaded file, which is there. */
export async function readContent(fileId: string): Promise<Buffer> {
  const { content } = await db().productFile.findUniqueOrThrow({
    where: { id: fileId },
    select: { content: true },
  })
  return Buffer.from(content)
}
