import { newIdSchema } from '@/lib/id-schema'

/** The id of a message, and the token of a link in one: both as made by `newId`. */
export const mailIdSchema = newIdSchema
