import { z } from 'zod'
import { chosenPassword, emailAddress } from '@/lib/accounts/schema'
import { newIdSchema } from '@/lib/id-schema'

/** The token in a link, as made by `newId`. */
export const resetTokenSchema = newIdSchema

export const resetRequest = z.object({ email: emailAddress })
export const newPassword = z.object({ password: chosenPassword })
