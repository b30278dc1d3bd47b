import { z } from 'zod'

/** The token in a link, as made by `newId`. */
export const confirmationTokenSchema = z.string().regex(/^[0-9a-z]{20}$/)
