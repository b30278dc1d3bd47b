import { z } from 'zod'
import { chosenPassword, emailAddress } from '@/lib/accounts/schema'

/** Where a guest's receipt goes. */
export const guestEntry = z.object({ email: emailAddress })

/** What makes a guest an account. */
export const guestPassword = z.object({ password: chosenPassword })
