import { z } from 'zod'

/** The id of a message, and the token of a link in one: both as made by `newId`. */
export const mailIdSchema = z.string().regex(/^[0-9a-z]{20}$/)
