'use server'

import { env } from '@/lib/env'
import { operatorAction } from '@/lib/operators/operator-action'
import { endRun } from '@/lib/prove/mutations'
import { cancelSchema, startSchema } from '@/lib/prove/schema'
import { startProving } from '@/lib/prove/start'

/** Begins a run of a case, or of all, and leads to where it is watched. */
export const proveAction = operatorAction(
  { role: 'ADMIN', act: 'golive.prove', schema: startSchema },
  async ({ what }, operator) => startProving(what, operator, env().PAYMENTWALL_MODE),
)

/** Ends a run before its end: what is left of it is skipped, what was done stands. */
export const cancelRunAction = operatorAction(
  { role: 'ADMIN', act: 'golive.prove.cancel', schema: cancelSchema },
  async ({ run }) =>
    (await endRun(run))
      ? { ok: true, subject: run, sentence: 'The run is cancelled. What was done before still counts.' }
      : { ok: false, subject: run, sentence: 'Nothing was done: this run has already ended.' },
)
