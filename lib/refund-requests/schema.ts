import { z } from 'zod'

/** What a buyer writes who asks for a refund. */
export const refundRequestForm = z.object({
  reason: z
    .string()
    .trim()
    .min(1, 'Tell us why, in a few words.')
    .max(500, 'Use at most 500 characters.')
    .regex(/^[^\p{Cc}\u202a-\u202e\u2066-\u2069]*$/u, 'Write it on one line, without control characters.'),
})
