import { z } from 'zod'
import { chosenPassword, emailAddress } from '@/lib/accounts/schema'

/** The token in a link, as made by `newId`. */
export const resetTokenSchema = z.string().regex(/^[0-9a-z]{20}$/)

export const resetRequest = z.object({ email: emailAddress })
export const newPassword = z.object({ password: chosenPassword })
