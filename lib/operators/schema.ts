import { z } from 'zod'
import type { Fault } from '@/lib/accounts/faults'
import { newIdSchema } from '@/lib/id-schema'
import { filterText } from '@/lib/list-filter'

/** The filters of the audit log. */
export const auditFilterSchema = z.object({ act: filterText, actor: filterText, subject: filterText })

/** The form that asks for the password again. */
export const confirmationSchema = z.object({ password: z.string().min(1, 'Enter your password.').max(1024) })

/** An account's id, as an address or a form names it. */
export const uidSchema = z
  .string()
  .regex(/^[0-9a-z]{8,64}$/, 'names no account')
  .brand<'Uid'>()

const operatorRole = z.enum(['REVIEWER', 'ADMIN'])

/** The form that changes an operator's role; `was` is the one that it was drawn with. */
export const roleChangeSchema = z.object({ uid: uidSchema, was: operatorRole, role: operatorRole })

/** The form that makes an operator a customer again. */
export const removalSchema = z.object({ uid: uidSchema, was: operatorRole })

/** A form about one account. */
export const accountSchema = z.object({ uid: uidSchema })

/** The form that invites somebody. */
export const invitationSchema = z.object({
  role: operatorRole,
  note: z.string().trim().max(200).default(''),
  /** Checked by the action, which shows the form again with what was typed. */
  email: z.string().trim().max(512).default(''),
})

/** The form that takes an invitation back. The id of an older one is the digest of its first link. */
export const withdrawalSchema = z.object({ invitation: z.string().regex(/^(?:[0-9a-z]{20}|[\w-]{43})$/) })

/** The token of an invitation's link. */
export const tokenSchema = newIdSchema

/** A code of the second factor; some authenticators show it in two groups. */
export const codeSchema = z.object({
  code: z
    .string('accounts.faults.codeMissing' satisfies Fault)
    .transform((text) => text.replace(/\s/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, 'accounts.faults.codeInvalid' satisfies Fault)),
})
