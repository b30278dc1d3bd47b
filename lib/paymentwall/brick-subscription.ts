import { z } from 'zod'
import {
  type BrickAccount,
  brickId,
  type ChargeParameters,
  callBrick,
  readBrickError,
} from '@/lib/paymentwall/brick-call'
import type { CallResult } from '@/lib/paymentwall/http'

/** A subscription's calendar, and the price of its trial as a decimal in major units (brick.md §11). */
export interface SubscriptionTerms {
  period: { length: number; unit: string }
  trial: { amount: string; period: { length: number; unit: string } } | undefined
}

/**
 * What a charge call has more when it begins a subscription; its plain `amount` is then the price of a regular period.
 *
 * @param currency of that price, and of the trial's
 */
export function subscriptionParameters(
  { period, trial }: SubscriptionTerms,
  currency: string,
): [name: string, value: string][] {
  return [
    ['period', period.unit],
    ['period_duration', String(period.length)],
    ...(trial
      ? ([
          ['trial[amount]', trial.amount],
          ['trial[currency]', currency],
          ['trial[period]', trial.period.unit],
          ['trial[period_duration]', String(trial.period.length)],
        ] satisfies [string, string][])
      : []),
  ]
}

/** Whether a charge call begins a subscription, which has an address of its own. */
export function beginsSubscription(parameters: ChargeParameters): boolean {
  return parameters.some(([name]) => name === 'period')
}

const subscriptionSchema = z.object({
  object: z.literal('subscription'),
  id: brickId,
  active: z.coerce.number(),
  charges: z.record(z.string(), brickId).optional().catch(undefined),
})

/** A subscription as Brick tells of it. */
export interface BrickSubscription {
  id: string
  /** False: it will be charged no more. */
  active: boolean
  /** Of its first payment, if sent. */
  chargeId: string | undefined
}

/** Reads a subscription object; undefined for anything else (brick.md §11). */
export function readSubscription(data: unknown): BrickSubscription | undefined {
  const parsed = subscriptionSchema.safeParse(data).data
  return parsed && { id: parsed.id, active: parsed.active !== 0, chargeId: parsed.charges?.['0'] }
}

/**
 * Ends a subscription's renewals. One that has been cancelled before refuses; then what it says of itself counts, so that
 * asking twice does no harm.
 */
export async function cancelSubscription(
  account: BrickAccount,
  id: string,
): Promise<CallResult<BrickSubscription>> {
  const cancelled = await call(account, 'POST', id, '/cancel')
  if (cancelled.ok || cancelled.error.retryable) return cancelled
  const asked = await call(account, 'GET', id)
  return asked.ok && !asked.data.active ? asked : cancelled
}

async function call(
  account: BrickAccount,
  method: 'GET' | 'POST',
  id: string,
  action = '',
): Promise<CallResult<BrickSubscription>> {
  const path = `/subscription/${encodeURIComponent(id)}${action}`
  const answer = await callBrick(account, method, path, method === 'POST' ? [] : undefined)
  if (!answer.ok) return answer
  const subscription = readSubscription(answer.data)
  if (subscription) return { ok: true, data: subscription }
  const error = readBrickError(answer.data)
  const said = error ? (error.error ?? 'no reason given') : 'its answer is no subscription'
  return {
    ok: false,
    error: { kind: 'refused', retryable: false, sent: true, message: `Brick refused: ${said}.` },
  }
}
