import { findCharge, findUnknownCharge } from '@/lib/charges/data'
import { recordChange, resolveUnknown } from '@/lib/charges/mutations'
import type { ChargeState } from '@/lib/generated/prisma/enums'
import type { AttemptId, OrderId } from '@/lib/ids'
import { log } from '@/lib/log'
import { type Charge, changeCharge, chargeDetails } from '@/lib/paymentwall/brick'
import { brickError } from '@/lib/paymentwall/brick-errors'
import { brickAccount } from '@/lib/provider'

export type ChargeChange = 'refund' | 'capture' | 'void'

/** Result, in one sentence for the merchant. */
export interface AfterSaleResult {
  ok: boolean
  sentence: string
  /** Whether Paymentwall's answer was lost, so that nobody knows whether it was done. */
  isUnknown?: boolean
}

interface Change {
  /** The states of an attempt that may be changed so. */
  from: ChargeState[]
  to: ChargeState
  /** Whether a charge shows that it was changed so, now or before. */
  isDone: (charge: Charge) => boolean
  done: string
  impossible: string
}

const changes: Record<ChargeChange, Change> = {
  refund: {
    from: ['SUCCEEDED', 'REVIEW'],
    to: 'REFUNDED',
    isDone: (charge) => charge.refunded,
    done: 'is refunded in full; the goods are withdrawn when Paymentwall’s notice arrives',
    impossible:
      'has no card charge to refund. A payment through the Paylet is refunded in Paymentwall’s merchant area',
  },
  capture: {
    from: ['AUTHORISED'],
    to: 'SUCCEEDED',
    isDone: (charge) => charge.captured,
    done: 'is captured; the goods are delivered when Paymentwall’s notice arrives',
    impossible: 'has no authorised card charge to capture',
  },
  void: {
    from: ['AUTHORISED'],
    to: 'VOIDED',
    isDone: () => false,
    done: 'is voided: the amount is no longer reserved on the card',
    impossible: 'has no authorised card charge to void',
  },
}

/** The hold of an authorised charge is over, so there is nothing left to capture. */
const holdIsOver = 3206

/**
 * Refunds, captures or voids the newest card charge of an order (brick.md §9). What the buyer holds changes by the pingback
 * that follows, or by Payment Status when none comes. Doing it twice does no harm.
 *
 * @param attemptId the attempt that charged it, where an order has several
 */
export async function changeOrderCharge(
  orderId: OrderId,
  change: ChargeChange,
  attemptId?: AttemptId,
): Promise<AfterSaleResult> {
  const { from, to, isDone, done, impossible } = changes[change]
  const attempt = await findCharge(orderId, from, attemptId)
  if (!attempt) return { ok: false, sentence: `Order ${orderId} ${impossible}.` }

  const account = brickAccount()
  const outcome = await changeCharge(account, attempt.chargeId, change)
  const answered = 'charge' in outcome && (change === 'void' || isDone(outcome.charge))
  const changed = answered || (await showsDone(attempt.chargeId, isDone))
  log.info({ orderId, change, outcome: outcome.kind, changed }, 'card charge changed')
  if (changed) {
    await recordChange(attempt, to)
    return { ok: true, sentence: `The card charge of order ${orderId} ${done}.` }
  }
  if (outcome.kind !== 'refused') {
    const why = 'message' in outcome ? outcome.message : 'Paymentwall’s answer could not be read.'
    return {
      ok: false,
      isUnknown: true,
      sentence: `It is unclear whether this was done: ${why} Try again: repeating it is safe.`,
    }
  }
  if (outcome.code === holdIsOver) await recordChange(attempt, 'VOIDED')
  const { merchant } = brickError(outcome.code)
  return {
    ok: false,
    sentence: merchant ?? `Paymentwall refused: ${outcome.message}.`,
  }
}

/** Whether the charge says of itself that it is done, after a refusal or without an answer. */
async function showsDone(chargeId: string, isDone: (charge: Charge) => boolean): Promise<boolean> {
  const details = await chargeDetails(brickAccount(), chargeId)
  return 'charge' in details && isDone(details.charge)
}

/**
 * Resolves a charge whose outcome is unknown by what the merchant has seen in Paymentwall's merchant area.
 *
 * @param charged whether the card was charged; the goods then follow by the pingback, or by Payment Status
 */
export async function resolveUnknownCharge(orderId: OrderId, charged: boolean): Promise<AfterSaleResult> {
  const attempt = await findUnknownCharge(orderId)
  if (!attempt || !(await resolveUnknown(attempt, charged ? 'SUCCEEDED' : 'DECLINED', 'merchant'))) {
    return { ok: false, sentence: `Order ${orderId} has no card charge whose outcome is unknown.` }
  }
  return {
    ok: true,
    sentence: charged
      ? `Order ${orderId} counts as charged; the goods are delivered when Paymentwall’s notice arrives.`
      : `Order ${orderId} counts as not charged; the buyer can pay it again.`,
  }
}
