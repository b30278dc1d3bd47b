import { raiseAlert } from '@/lib/alerts'
import { activeSeconds, expireSecure, markUnknown, resolveUnknown } from '@/lib/charges/mutations'
import { askPaymentStatus } from '@/lib/charges/status-check'
import { db } from '@/lib/db'
import type { ChargeState, PaymentState } from '@/lib/generated/prisma/enums'
import type { AttemptId, OrderId } from '@/lib/ids'
import { log } from '@/lib/log'
import { scheduleChargeLook } from '@/lib/outbox'

/** Seconds from one question about an unknown charge to the next: for a quarter of an hour, and then now and then. */
const pauses = [10, 15, 30, 60, 120, 300, 360, 3600, 6 * 3600, 24 * 3600]

/** After so many minutes without an answer a person has to look. */
const alertMinutes = 15

/**
 * Looks after a charge attempt whose outcome did not come by itself. One whose process died becomes unknown; one whose buyer never
 * came back from the bank expires; of one whose outcome is unknown Paymentwall is asked again and again, and after 15
 * minutes the merchant is told. Plans the next look by itself.
 *
 * @param asked how often Paymentwall was asked
 */
export async function followCharge(attemptId: AttemptId, asked: number, now = new Date()): Promise<void> {
  const attempt = await db().chargeAttempt.findUnique({ where: { id: attemptId } })
  switch (attempt?.state) {
    case 'ACTIVE': {
      const deadAt = attempt.updatedAt.getTime() + activeSeconds * 1000
      if (now.getTime() < deadAt) return lookAgain(attemptId, (deadAt - now.getTime()) / 1000, asked)
      log.error(
        { attemptId, orderId: attempt.orderId },
        'the process of a charge died: its outcome is unknown',
      )
      await markUnknown(attempt)
      return followCharge(attemptId, asked, now)
    }
    case 'SECURE': {
      const left = (attempt.secureUntil?.getTime() ?? 0) - now.getTime()
      if (left > 0) return lookAgain(attemptId, left / 1000, asked)
      if (await expireSecure({ id: attemptId })) {
        log.info({ attemptId, orderId: attempt.orderId }, 'a buyer did not come back from the bank: given up')
      }
      return
    }
    case 'UNKNOWN':
      return askAbout(attempt, asked, now)
  }
}

function lookAgain(attemptId: AttemptId, seconds: number, asked: number): Promise<void> {
  return scheduleChargeLook(db(), attemptId, Math.max(seconds, 1), asked)
}

async function askAbout(
  attempt: { id: AttemptId; orderId: OrderId; createdAt: Date },
  asked: number,
  now: Date,
): Promise<void> {
  if (await resolveByPayment(attempt)) return
  const problem = await askPaymentStatus(attempt.orderId).catch((error: Error) => error.message)
  if (problem)
    log.warn({ attemptId: attempt.id, problem }, 'could not ask about an unknown charge, asking again')
  if (await resolveByPayment(attempt)) return
  if (now.getTime() - attempt.createdAt.getTime() >= alertMinutes * 60_000) await alertMerchant(attempt)
  const pause = pauses[asked]
  if (pause !== undefined) await lookAgain(attempt.id, pause, asked + 1)
}

const stateByPayment: Record<PaymentState, ChargeState | undefined> = {
  NONE: undefined,
  REVIEW: 'REVIEW',
  PAID: 'SUCCEEDED',
  VOIDED: 'VOIDED',
  DECLINED: 'DECLINED',
  REVERSED: 'SUCCEEDED',
}

/** Resolves an unknown charge by the payment that was recorded since it was sent. Returns whether there is one. */
async function resolveByPayment(attempt: {
  id: AttemptId
  orderId: OrderId
  createdAt: Date
}): Promise<boolean> {
  const payment = await db().payment.findFirst({
    where: { orderId: attempt.orderId, createdAt: { gt: attempt.createdAt }, state: { not: 'NONE' } },
    orderBy: { createdAt: 'asc' },
  })
  const state = payment && stateByPayment[payment.state]
  if (!state) return false
  await resolveUnknown(attempt, state, 'notified')
  log.info({ attemptId: attempt.id, orderId: attempt.orderId, state }, 'a charge is not unknown any more')
  return true
}

async function alertMerchant({ id, orderId }: { id: AttemptId; orderId: OrderId }): Promise<void> {
  await raiseAlert(db(), {
    kind: 'charge_unknown',
    subject: id,
    orderId,
    message: `It is not known whether the card for order ${orderId} was charged. Look the order up in Paymentwall’s merchant area, then run: npm run payment:resolve -- ${orderId} charged, or not-charged.`,
  })
}
