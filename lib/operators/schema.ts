import { z } from 'zod'

/** A filter's text out of an address; anything else counts as none. */
export const filterText = z.string().trim().max(256).optional().catch(undefined)

/** The filters of the audit log. */
export const auditFilterSchema = z.object({ act: filterText, actor: filterText, subject: filterText })

/** The form that asks for the password again. */
export const confirmationSchema = z.object({ password: z.string().min(1, 'Enter your password.').max(1024) })
