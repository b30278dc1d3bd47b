import { z } from 'zod'
import { newIdSchema } from '@/lib/id-schema'

export const savedCardIdSchema = newIdSchema

/** What a saved card is charged by. */
export const cardSecretSchema = z.object({
  token: z.string(),
  /** A permanent token goes with the address it was made for (brick.md §12). */
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
})

export type CardSecret = z.infer<typeof cardSecretSchema>
