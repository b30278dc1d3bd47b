import { z } from 'zod'
import { FilePurpose } from '@/lib/generated/prisma/enums'

/** Bytes that an uploaded file may have. */
export const mostBytes = 10 * 1024 * 1024

/** The fields beside the file. */
export const uploadSchema = z.object({
  purpose: z.enum({ ...FilePurpose, KEYS: 'KEYS', PICTURE: 'PICTURE' }),
  /** The file that the form replaces, as its page was drawn; empty for none. */
  shown: z.string().max(64).default(''),
  /** What a further picture shows. */
  shows: z.string().trim().max(120).default(''),
  /** Licence keys that were typed in. They come by the same route, since a key of digits can look like a card number. */
  keys: z.string().default(''),
})
