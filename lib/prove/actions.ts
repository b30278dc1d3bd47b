'use server'

import { env } from '@/lib/env'
import { operatorAction } from '@/lib/operators/operator-action'
import { startSchema } from '@/lib/prove/schema'
import { startProving } from '@/lib/prove/start'

/** Begins a run of a case, or of all, and leads to where it is watched. */
export const proveAction = operatorAction(
  { role: 'ADMIN', act: 'golive.prove', schema: startSchema },
  async ({ what }, operator) => startProving(what, operator, env().PAYMENTWALL_MODE),
)
