'use server'

import { resolveOpenAlert } from '@/lib/open-alerts/mutations'
import { resolveAlertSchema } from '@/lib/open-alerts/schema'
import { operatorAction } from '@/lib/operators/operator-action'

/** Resolves an alert by hand, with a reason. */
export const resolveAlertAction = operatorAction(
  { role: 'ADMIN', act: 'alert.resolve', schema: resolveAlertSchema },
  async ({ id, reason }, operator) => ({
    subject: String(id),
    reason,
    ...(await resolveOpenAlert(id, operator.email)),
  }),
)
