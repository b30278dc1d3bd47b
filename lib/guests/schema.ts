import { z } from 'zod'
import { emailAddress } from '@/lib/accounts/schema'

/** Where a guest's receipt goes. */
export const guestEntry = z.object({ email: emailAddress })
