import { z } from 'zod'
import { orderIdSchema } from '@/lib/orders/schema'

/** A field that a form may leave empty. */
const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

/** A payment's reference, or the id of a charge of which no notice has come. */
const ref = optional(z.string().regex(/^[\w-]{1,64}$/))
/** An id as made by `newId`. */
const made = z.string().regex(/^[0-9a-z]{8,64}$/)
const line = optional(made)

/** What each act asks for beside the order: out of the address of its page, and out of its form. */
export const actRequestSchemas = {
  REFUND: z.object({ ref }).transform((asked) => ({ kind: 'REFUND' as const, ...asked })),
  PARTIAL_REFUND: z
    .object({ ref, amount: z.string().trim().min(1).max(40) })
    .transform((asked) => ({ kind: 'PARTIAL_REFUND' as const, ...asked })),
  CAPTURE: z.object({}).transform(() => ({ kind: 'CAPTURE' as const })),
  VOID: z.object({}).transform(() => ({ kind: 'VOID' as const })),
  RESOLVE: z
    .object({ charged: z.enum(['yes', 'no']) })
    .transform(({ charged }) => ({ kind: 'RESOLVE' as const, charged: charged === 'yes' })),
  CANCEL_SUBSCRIPTION: z.object({}).transform(() => ({ kind: 'CANCEL_SUBSCRIPTION' as const })),
  GRANT: z.object({ line }).transform((asked) => ({ kind: 'GRANT' as const, ...asked })),
  WITHDRAW: z.object({ line }).transform((asked) => ({ kind: 'WITHDRAW' as const, ...asked })),
}

/** What a form carries of what was seen. */
const seenSchema = z
  .string()
  .regex(/^[\w-]{1,40000}$/)
  .transform((text, context) => {
    try {
      return z.record(z.string(), z.string()).parse(JSON.parse(Buffer.from(text, 'base64url').toString()))
    } catch {
      context.addIssue({ code: 'custom', message: 'is not a record of what was seen' })
      return z.NEVER
    }
  })

/** What the form of every act sends: its key, what it was drawn from, and why. */
export const actFormSchema = z.object({
  order: orderIdSchema,
  key: made,
  seen: seenSchema,
  reason: z.string().trim().min(1, 'is missing: enter a reason').max(500),
})

/** What asks for a lost act again: `ticket` is what the operator saw of one at Paymentwall. */
export const askAgainSchema = z.object({
  order: orderIdSchema,
  act: made,
  ticket: optional(z.enum(['there', 'missing'])),
})
