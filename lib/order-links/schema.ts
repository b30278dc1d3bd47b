import { newIdSchema } from '@/lib/id-schema'

/** The token in a link to an order, as made by `newId`. */
export const orderTokenSchema = newIdSchema
