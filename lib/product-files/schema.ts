import { z } from 'zod'
import { FilePurpose } from '@/lib/generated/prisma/enums'

/** Bytes that an uploaded file may have. */
export const mostBytes = 10 * 1024 * 1024

/** The fields beside the file. */
export const uploadSchema = z.object({
  purpose: z.enum(FilePurpose),
  /** The file that the form replaces, as its page was drawn; empty for none. */
  shown: z.string().max(64),
})

export type UploadFields = z.output<typeof uploadSchema>
