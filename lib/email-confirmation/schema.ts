import { newIdSchema } from '@/lib/id-schema'

/** The token in a link, as made by `newId`. */
export const confirmationTokenSchema = newIdSchema
