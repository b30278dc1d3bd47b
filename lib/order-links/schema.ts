import { z } from 'zod'

/** The token in a link to an order, as made by `newId`. */
export const orderTokenSchema = z.string().regex(/^[0-9a-z]{20}$/)
