import { z } from 'zod'
import { AlertKind } from '@/lib/generated/prisma/enums'

/** The filter of the list of open alerts. */
export const alertFilterSchema = z.object({ kind: z.enum(AlertKind).optional() })

export type AlertFilter = z.output<typeof alertFilterSchema>

/** The id of an alert, out of an address, a form or a command. */
export const alertIdSchema = z
  .string()
  .regex(/^\d{1,18}$/, 'is no id of an alert')
  .transform(BigInt)

/** Why an alert needs nothing more, in the operator's words. */
export const whySchema = z.string().trim().min(3, 'must say why').max(500, 'has 500 characters at most')

/** The form that resolves an alert by hand. */
export const resolveAlertSchema = z.object({ id: alertIdSchema, reason: whySchema })
