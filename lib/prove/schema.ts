import { z } from 'zod'

/** What is asked to be proven: a case by its id, or `all`. */
export const startSchema = z.object({ what: z.string().regex(/^[a-z-]{1,40}$/) })

/** A run's id, as made by `newId`. */
export const runIdSchema = z.string().regex(/^[0-9a-z]{20}$/)

/** Which run is cancelled. */
export const cancelSchema = z.object({ run: runIdSchema })
