import { z } from 'zod'

/** The filters of the list of memberships. */
export const membershipFilterSchema = z.object({
  /** What is to come, what is late, what has failed, what is being cancelled; without one, all. */
  view: z.enum(['upcoming', 'overdue', 'failed', 'cancelling']).optional(),
  state: z.enum(['ACTIVE', 'CANCEL_AT_END', 'FAILED', 'EXPIRED', 'ENDED', 'REVOKED']).optional(),
})

export type MembershipFilter = z.output<typeof membershipFilterSchema>
