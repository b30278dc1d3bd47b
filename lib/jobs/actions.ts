'use server'

import { giveUpJob, retryJob } from '@/lib/jobs/mutations'
import { jobSchema } from '@/lib/jobs/schema'
import { operatorAction } from '@/lib/operators/operator-action'

/** Has a failed job run again. */
export const retryJobAction = operatorAction(
  { role: 'ADMIN', act: 'job.retry', schema: jobSchema },
  async ({ id, attempts }) => ({ subject: String(id), ...(await retryJob(id, attempts)) }),
)

/** Gives a failed job up. */
export const giveUpJobAction = operatorAction(
  { role: 'ADMIN', act: 'job.give_up', schema: jobSchema },
  async ({ id, attempts }) => ({ subject: String(id), ...(await giveUpJob(id, attempts)) }),
)
