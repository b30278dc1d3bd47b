import { db } from '@/lib/db'
import { findPaymentToConfirm } from '@/lib/delivery-confirmation/data'
import { type DueStatus, dueStatuses, isOpen } from '@/lib/delivery-confirmation/due'
import { env } from '@/lib/env'
import type { ProductKind } from '@/lib/generated/prisma/enums'
import type { PaymentRef } from '@/lib/ids'
import { log } from '@/lib/log'
import { planJob } from '@/lib/outbox'
import { confirmDelivery } from '@/lib/paymentwall/delivery'
import { brickAccount, projectAccount } from '@/lib/provider'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

type Found = NonNullable<Awaited<ReturnType<typeof findPaymentToConfirm>>>

/** How long goods that are still to come are asked after, once an hour. */
const openDays = 30

/**
 * Plans a job for each payment that changed since the last time, and for the newest of a subscription that ended. Nothing of
 * this is on the listener's way, and a worker that was away catches up.
 *
 * @returns how many
 */
export async function planConfirmations(): Promise<number> {
  if (env().DELIVERY_CONFIRMATION === 'off') return 0
  return db().$transaction(async (transaction) => {
    // What began before the last time may have been committed after it: a minute is read twice.
    const [sweep] = await transaction.$queryRaw<{ since: Date }[]>`
      SELECT until - interval '1 minute' AS since FROM delivery_sweeps WHERE id = 1 FOR UPDATE`
    if (!sweep) throw new Error('The table delivery_sweeps has lost its row')
    const planned = await transaction.$executeRaw`
      WITH changed AS (
        SELECT ref, order_id FROM payments WHERE updated_at >= ${sweep.since}::timestamptz AND order_id IS NOT NULL
      ), ended AS (
        SELECT order_id FROM changed
        UNION SELECT order_id FROM cancellations WHERE stopped_at >= ${sweep.since}::timestamptz
      ), due AS (
        SELECT ref FROM changed
        UNION SELECT (
          SELECT p.ref FROM payments p WHERE p.order_id = e.order_id AND p.ever_paid
          ORDER BY p.paid_at DESC, p.ref DESC LIMIT 1)
        FROM ended e
      )
      INSERT INTO outbox_jobs (task, payload, job_key)
      SELECT 'confirm-delivery', jsonb_build_object('ref', p.ref), 'confirm-delivery:' || p.ref
      FROM due JOIN payments p USING (ref) WHERE p.ever_paid`
    await transaction.$executeRaw`UPDATE delivery_sweeps SET until = now() WHERE id = 1`
    return planned
  })
}

/**
 * Tells Paymentwall what it has not been told of a payment yet, status by status. What it refuses is kept for the merchant and
 * not repeated. A process that dies between the call and its record tells it twice.
 *
 * @throws when Paymentwall can't be told now, so that the job is tried again
 */
export async function confirmPayment(ref: PaymentRef): Promise<void> {
  const { DELIVERY_CONFIRMATION: key } = env()
  const found = key === 'off' ? null : await findPaymentToConfirm(ref)
  // An address that was erased can't be told, and what stands in its place is nobody's.
  if (!found || found.order.user.erasedAt) return
  const told = new Set(
    found.confirmations.flatMap(({ status, acceptedAt, refusedAt }) =>
      acceptedAt || refusedAt ? [status] : [],
    ),
  )
  for (const due of dueStatuses(found.facts, told)) {
    await tell(found, due)
  }
  const age = Date.now() - (found.payment.paidAt ?? found.payment.createdAt).getTime()
  if (isOpen(found.facts) && age < openDays * dayMs) {
    await planJob(db(), 'confirm-delivery', ref, { ref }, hourMs / 1000)
  }
}

async function tell({ payment, order }: Found, { status, reason }: DueStatus): Promise<void> {
  const { id } = await db().deliveryConfirmation.upsert({
    where: { ref_status: { ref: payment.ref, status } },
    create: { ref: payment.ref, status, reason },
    update: {},
    select: { id: true },
  })
  const deliveredAt = status === 'delayed' ? new Date(Date.now() + dayMs) : lastDelivery(order, payment)
  const answer = await confirmDelivery({
    ...account(),
    ref: payment.ref,
    orderId: order.id,
    status,
    deliveredAt,
    nextAt: deliveredAt,
    reason,
    isRefundable: status === 'order_placed' || status === 'delivered' || status === 'delayed',
    details: order.lines.map((line) => `${line.name}: ${places[line.kind]}`).join('; '),
    email: order.user.email,
    isTest: payment.isTest,
  })
  if (answer.ok) {
    await db().deliveryConfirmation.update({ where: { id }, data: { acceptedAt: new Date(), problem: null } })
    return
  }
  const { message, retryable } = answer.error
  log.warn({ ref: payment.ref, status }, message)
  await db().deliveryConfirmation.update({
    where: { id },
    data: {
      failures: { increment: 1 },
      problem: message.slice(0, 500),
      ...(retryable ? {} : { refusedAt: new Date() }),
    },
  })
  if (retryable) throw new Error(message)
}

/** Where the buyer finds what was bought. */
const places: Record<ProductKind, string> = {
  LICENCE: 'licence key in the buyer’s account',
  DOWNLOAD: 'download in the buyer’s account',
  CREDITS: 'credits in the buyer’s account',
  MEMBERSHIP: 'membership of the buyer’s account',
}

function lastDelivery({ lines }: Found['order'], { paidAt, createdAt }: Found['payment']): Date {
  const times = lines.flatMap(({ delivery }) => (delivery ? [delivery.grantedAt.getTime()] : []))
  // A renewal extends what was granted long before it was paid.
  return new Date(Math.max((paidAt ?? createdAt).getTime(), ...times))
}

function account(): { apiUrl: string; apiKey: string } {
  const { DELIVERY_CONFIRMATION: key } = env()
  if (key === 'brick') {
    const { apiUrl, privateKey } = brickAccount()
    return { apiUrl, apiKey: privateKey }
  }
  const { apiUrl, secretKey } = projectAccount()
  return { apiUrl, apiKey: secretKey }
}
