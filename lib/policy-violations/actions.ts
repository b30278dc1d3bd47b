'use server'

import { operatorAction } from '@/lib/operators/operator-action'
import { clearViolation } from '@/lib/policy-violations/mutations'
import { violationSchema } from '@/lib/policy-violations/schema'

/** Clears a kind of policy violation. */
export const clearViolationAction = operatorAction(
  { role: 'ADMIN', act: 'violation.clear', schema: violationSchema },
  async (seen) => ({ subject: seen.blocked, before: seen, ...(await clearViolation(seen)) }),
)
