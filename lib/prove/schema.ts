import { z } from 'zod'
import { newIdSchema } from '@/lib/id-schema'

/** What is asked to be proven: a case by its id, or `all`. */
export const startSchema = z.object({ what: z.string().regex(/^[a-z-]{1,40}$/) })

/** A run's id, as made by `newId`. */
export const runIdSchema = newIdSchema

/** Which run is cancelled. */
export const cancelSchema = z.object({ run: runIdSchema })
