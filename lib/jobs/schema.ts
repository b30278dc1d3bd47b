import { z } from 'zod'

/** The form of an act on a job: which one, and how often it had been tried when the form was shown. */
export const jobSchema = z.object({
  id: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
  attempts: z.coerce.number().int().min(0).max(1000),
})
