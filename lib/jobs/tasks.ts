import type { Task, TaskList } from 'graphile-worker'
import { z } from 'zod'
import { deleteEndedSessions } from '@/lib/accounts/mutations'
import { mailAlerts, mailDigest } from '@/lib/alert-mail/queue'
import { deleteAbandonedCarts } from '@/lib/cart/mutations'
import { guestCartDays } from '@/lib/cart/schema'
import { followCharge } from '@/lib/charges/follow'
import { attemptIdSchema } from '@/lib/charges/schema'
import { checkPaymentStatus, checkRefund } from '@/lib/charges/status-check'
import { shopTime } from '@/lib/clock'
import { closeIdleGuests } from '@/lib/closing/mutations'
import {
  acknowledgeWithdrawal,
  carryOutCancellation,
  deleteOldDeclarations,
} from '@/lib/declarations/mutations'
import { declarationIdSchema } from '@/lib/declarations/schema'
import { confirmPayment, planConfirmations } from '@/lib/delivery-confirmation/mutations'
import { deleteEndedConfirmations } from '@/lib/email-confirmation/mutations'
import { env } from '@/lib/env'
import { points } from '@/lib/golive/checks'
import { judgePoints } from '@/lib/golive/standings'
import { languageOf } from '@/lib/languages/languages.mjs'
import { deliverWaiting } from '@/lib/licence-keys/mutations'
import { log } from '@/lib/log'
import { mailOrder, sendMail } from '@/lib/mail/mutations'
import { mailIdSchema } from '@/lib/mail/schema'
import { deleteEndedOrderLinks } from '@/lib/order-links/mutations'
import { orderIdSchema, paymentRefSchema } from '@/lib/orders/schema'
import type { PlannedJob } from '@/lib/outbox'
import { deleteEndedResets, queuePasswordReset } from '@/lib/password-reset/mutations'
import { addLogMonths, pruneLog, reapplyPingback } from '@/lib/pingbacks/mutations'
import { applyPriceChanges, mailPriceChange } from '@/lib/price-changes/mutations'
import { priceChangeIdSchema } from '@/lib/price-changes/schema'
import { deleteUnusedFiles } from '@/lib/product-files/mutations'
import { workOnRun } from '@/lib/prove/run'
import { runIdSchema } from '@/lib/prove/schema'
import { settleRefundRequests } from '@/lib/refund-requests/mutations'
import { mailReminders } from '@/lib/reminders/queue'
import { makeReport } from '@/lib/report/make'
import {
  confirmCancellation,
  reviewSubscription,
  sendCancellation,
  stopAfterClosing,
} from '@/lib/subscriptions/mutations'

const reapplySchema = z.object({ id: z.coerce.bigint() })
const orderSchema = z.object({ orderId: orderIdSchema })
const statusSchema = orderSchema.extend({ asked: z.number() })
const paymentStatusSchema = statusSchema.extend({ awaited: z.enum(['payment', 'refund']) })
const refundSchema = z.object({ ref: paymentRefSchema, asked: z.number() })
const refSchema = z.object({ ref: paymentRefSchema })
const productSchema = z.object({ productId: z.string() })
const reportSchema = z.object({ assessment: z.coerce.bigint() })
const mailSchema = z.object({ mailId: mailIdSchema })
const priceChangeSchema = z.object({ changeId: priceChangeIdSchema })
const resetSchema = z.object({ email: z.string(), language: z.string().optional() })
const proveSchema = z.object({ runId: runIdSchema })
const declarationSchema = z.object({ declarationId: declarationIdSchema })
const followSchema = z.object({ attemptId: attemptIdSchema, asked: z.number() })

async function judgeAll(): Promise<void> {
  const judged = await judgePoints(points)
  const unchecked = judged.points.filter(({ standing }) => standing.state === 'unchecked')
  for (const { point, standing } of unchecked) {
    log.warn({ point: point.id, error: standing.error }, 'a check point could not be checked')
  }
}

/** Every background job by name. A job that throws is retried by the worker, at growing intervals. */
export const tasks: TaskList & Record<PlannedJob, Task> = {
  'reapply-pingback': async (payload) => {
    const { id } = reapplySchema.parse(payload)
    const { sentence, verdict } = await reapplyPingback(id, { live: env().PAYMENTWALL_MODE === 'live' })
    log.info({ verdict, id: String(id) }, sentence)
  },
  'check-payment-status': async (payload) => {
    const { orderId, asked, awaited } = paymentStatusSchema.parse(payload)
    await checkPaymentStatus(orderId, asked, awaited)
  },
  'check-refund': async (payload) => {
    const { ref, asked } = refundSchema.parse(payload)
    await checkRefund(ref, asked)
  },
  'review-subscription': async (payload) => {
    await reviewSubscription(orderSchema.parse(payload).orderId, await shopTime())
  },
  'cancel-subscription': async (payload) => {
    await sendCancellation(orderSchema.parse(payload).orderId, await shopTime())
  },
  'carry-out-cancellation': async (payload) => {
    await carryOutCancellation(declarationSchema.parse(payload).declarationId, await shopTime())
  },
  'acknowledge-withdrawal': async (payload) => {
    await acknowledgeWithdrawal(declarationSchema.parse(payload).declarationId)
  },
  'delete-old-declarations': async () => {
    const deleted = await deleteOldDeclarations()
    log.info({ deleted }, 'deleted declarations that need no longer be kept')
  },
  'confirm-cancellation': async (payload) => {
    const { orderId, asked } = statusSchema.parse(payload)
    await confirmCancellation(orderId, asked, await shopTime())
  },
  'mail-order': async (payload) => {
    const { orderId } = orderSchema.parse(payload)
    await mailOrder(orderId, await shopTime())
    await settleRefundRequests(orderId)
  },
  'mail-price-change': async (payload) => {
    await mailPriceChange(priceChangeSchema.parse(payload).changeId, await shopTime())
  },
  'apply-price-changes': async () => {
    await applyPriceChanges(await shopTime())
  },
  'mail-reminders': async () => {
    await mailReminders(await shopTime())
  },
  'mail-alerts': async () => {
    await mailAlerts()
  },
  'mail-digest': async () => {
    await mailDigest()
  },
  'send-mail': async (payload) => {
    await sendMail(mailSchema.parse(payload).mailId)
  },
  'request-password-reset': async (payload) => {
    const { email, language } = resetSchema.parse(payload)
    await queuePasswordReset(email, language === undefined ? undefined : languageOf(language).name)
  },
  'delete-ended-links': async () => {
    const deleted =
      (await deleteEndedResets()) + (await deleteEndedOrderLinks()) + (await deleteEndedConfirmations())
    log.info({ deleted }, 'deleted links of mails that have expired')
  },
  'confirm-delivery': async (payload) => {
    await confirmPayment(refSchema.parse(payload).ref)
  },
  'plan-confirmations': async () => {
    await planConfirmations()
  },
  'deliver-waiting': async (payload) => {
    const { productId } = productSchema.parse(payload)
    const delivered = await deliverWaiting(productId)
    if (delivered > 0)
      log.info({ productId, delivered }, 'paid orders that waited for licence keys are delivered')
  },
  'stop-after-closing': async () => {
    const stopped = await stopAfterClosing(await shopTime())
    if (stopped > 0)
      log.warn({ stopped }, 'memberships started for closed accounts: their renewals are being stopped')
  },
  'follow-charge': async (payload) => {
    const { attemptId, asked } = followSchema.parse(payload)
    await followCharge(attemptId, asked)
  },
  'make-report': async (payload) => {
    await makeReport(reportSchema.parse(payload).assessment)
  },
  prove: async (payload) => {
    // What was proven is kept while the log still has it.
    if (await workOnRun(proveSchema.parse(payload).runId)) await judgeAll()
  },
  'judge-go-live': judgeAll,
  'prune-log': async () => {
    const pruned = await pruneLog()
    log.info(pruned, 'pruned the pingback log')
  },
  'add-log-months': async () => {
    for (const { part, moved } of await addLogMonths()) {
      log.info({ part, moved }, 'added a table to the pingback log')
    }
  },
  'delete-abandoned-carts': async () => {
    const deleted = await deleteAbandonedCarts(guestCartDays)
    log.info({ deleted }, "deleted guests' abandoned carts")
  },
  'close-idle-guests': async () => {
    const closed = await closeIdleGuests(await shopTime())
    log.info({ closed }, 'closed guests who have ordered nothing')
  },
  'delete-unused-files': async () => {
    const deleted = await deleteUnusedFiles()
    log.info({ deleted }, 'files that no product has are deleted')
  },
  'delete-ended-sessions': async () => {
    const deleted = await deleteEndedSessions()
    log.info({ deleted }, 'deleted ended sessions')
  },
}

/** When the recurring jobs run, in the crontab form of graphile-worker (UTC). */
export const crontab = `
17 3 * * * prune-log
*/10 * * * * add-log-months
27 3 * * * delete-abandoned-carts
37 3 * * * delete-ended-sessions
47 3 * * * delete-unused-files
57 3 * * * delete-ended-links
7 4 * * * close-idle-guests
17 4 * * * delete-old-declarations
*/10 * * * * stop-after-closing
* * * * * apply-price-changes
* * * * * plan-confirmations
* * * * * mail-alerts
13 * * * * mail-reminders
0 7 * * * mail-digest
7 * * * * judge-go-live
`.trim()
