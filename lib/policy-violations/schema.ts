import { z } from 'zod'

const text = z.string().max(400)

/** The form that clears a kind of violation: which one, and how often it had been reported when the form was shown. */
export const violationSchema = z.object({
  directive: text,
  blocked: text,
  page: text,
  count: z.coerce.number().int().min(1),
})

export type SeenViolation = z.output<typeof violationSchema>
