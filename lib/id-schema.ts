import { z } from 'zod'

/** An id as `newId` makes it (lib/ids.ts), and the token of a link. */
export const newIdSchema = z.string().regex(/^[0-9a-z]{20}$/)
