import { z } from 'zod'
import { filterText } from '@/lib/list-filter'
import { uidSchema } from '@/lib/operators/schema'

/** The filters of the list of customers. */
export const customerFilterSchema = z.object({
  email: filterText,
  name: filterText,
  state: z.enum(['open', 'guest', 'flagged', 'closed']).optional(),
  role: z.enum(['BUYER', 'REVIEWER', 'ADMIN']).optional(),
})

export type CustomerFilter = z.output<typeof customerFilterSchema>

const reason = z
  .string()
  .trim()
  .min(1, 'is missing: enter a reason')
  .max(500, 'is longer than 500 characters')

/** The form that flags a customer, or takes the flag off; `was` is how it was drawn. */
export const flagSchema = z.object({ uid: uidSchema, was: z.enum(['flagged', 'unflagged']), reason })

/** The form that closes an account. */
export const closingSchema = z.object({ uid: uidSchema, reason })
