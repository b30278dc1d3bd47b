import type { AccountUser } from '@/lib/accounts/mutations'
import { db } from '@/lib/db'
import type { Prisma } from '@/lib/generated/prisma/client'
import type { OrderId } from '@/lib/ids'
import { shownEmail, visibleOrders } from '@/lib/operators/scope'
import { orderIdSchema } from '@/lib/orders/schema'

/** Of what strangers can make many of, a record holds so many of the newest. */
const mostRows = 200

const withRecord = {
  user: {
    select: {
      uid: true,
      email: true,
      name: true,
      registeredAt: true,
      registrationIp: true,
      flaggedAt: true,
      closedAt: true,
    },
  },
  lines: { orderBy: { position: 'asc' }, include: { delivery: true } },
  payments: { orderBy: { createdAt: 'asc' } },
  charges: { orderBy: { createdAt: 'asc' }, omit: { sealed: true, sealedBankPage: true } },
  acceptance: true,
  cancellation: true,
  refundRequests: { orderBy: { requestedAt: 'asc' } },
  decisions: { orderBy: { id: 'asc' } },
  downloads: { orderBy: { id: 'desc' }, take: mostRows },
  notes: { orderBy: { id: 'desc' }, take: mostRows },
  acts: { orderBy: { requestedAt: 'asc' } },
  alerts: { orderBy: { id: 'asc' } },
} satisfies Prisma.OrderInclude

type StoredRecord = Prisma.OrderGetPayload<{ include: typeof withRecord }>

/** A background job that waits for its time, or runs. */
export interface OrderJob {
  task: string
  runAt: Date
  isRunning: boolean
  /** How often it failed, and what was said last. */
  attempts: number
  problem: string | null
}

const ledgerRow = {
  id: true,
  ref: true,
  type: true,
  part: true,
  verdict: true,
  sentence: true,
  receivedAt: true,
} satisfies Prisma.PingbackSelect

const logRow = {
  id: true,
  pingbackId: true,
  verdict: true,
  sentence: true,
  receivedAt: true,
  address: true,
} satisfies Prisma.PingbackAttemptSelect

/** Everything that is known of an order. */
export interface OrderRecord extends StoredRecord {
  /** As the operator may read it. */
  email: string
  ledger: Prisma.PingbackGetPayload<{ select: typeof ledgerRow }>[]
  /** The newest arrivals that the log still has. */
  arrivals: Prisma.PingbackAttemptGetPayload<{ select: typeof logRow }>[]
  /** What Paymentwall was told of its deliveries. */
  confirmations: Prisma.DeliveryConfirmationGetPayload<object>[]
  audit: Prisma.AuditEntryGetPayload<object>[]
  jobs: OrderJob[]
}

/** All that is known of an order; null when there is none of this id that the operator may see. */
export async function findOrderRecord(
  orderId: OrderId,
  operator: Pick<AccountUser, 'role' | 'uid'>,
): Promise<OrderRecord | null> {
  if (!orderIdSchema.safeParse(orderId).success) return null
  const order = await db().order.findFirst({
    where: { AND: [{ id: orderId }, visibleOrders(operator)] },
    include: withRecord,
  })
  if (!order) return null
  const refs = order.payments.map(({ ref }) => ref)
  const [confirmations, ledger, audit] = await Promise.all([
    db().deliveryConfirmation.findMany({ where: { ref: { in: refs } }, orderBy: { id: 'asc' } }),
    // What came of a payment before it was known to be this order's has no order of its own.
    db().pingback.findMany({
      where: { OR: [{ orderId }, { ref: { in: refs }, orderId: null }] },
      select: ledgerRow,
      orderBy: { id: 'asc' },
    }),
    db().auditEntry.findMany({ where: { orderId }, orderBy: { id: 'desc' }, take: mostRows }),
  ])
  const [arrivals, jobs] = await Promise.all([
    db().pingbackAttempt.findMany({
      where: { pingbackId: { in: ledger.map(({ id }) => id) } },
      select: logRow,
      orderBy: { id: 'desc' },
      take: mostRows,
    }),
    findJobs(jobKeys(order, ledger)),
  ])
  const shown = (address: string) => shownEmail(operator, address)
  return {
    ...order,
    email: shown(order.user.email),
    decisions: order.decisions.map((decision) => ({ ...decision, actor: shown(decision.actor) })),
    acts: order.acts.map((act) => ({ ...act, actor: shown(act.actor) })),
    alerts: order.alerts.map((alert) => ({
      ...alert,
      resolvedBy: alert.resolvedBy && shown(alert.resolvedBy),
    })),
    audit: audit.map((entry) => ({ ...entry, actor: shown(entry.actor) })),
    // What operators tell each other is not for everyone who comes to look.
    notes: operator.role === 'ADMIN' ? order.notes : [],
    confirmations,
    ledger,
    arrivals,
    jobs,
  }
}

/** By what the jobs about an order, its charges, payments and pingbacks are known (lib/outbox.ts). */
function jobKeys(order: StoredRecord, ledger: readonly { id: bigint }[]): string[] {
  const keys = (tasks: readonly string[], subjects: readonly unknown[]) =>
    subjects.flatMap((subject) => tasks.map((task) => `${task}:${subject}`))
  return [
    ...keys(
      ['check-payment-status', 'cancel-subscription', 'confirm-cancellation', 'review-subscription'],
      [order.id],
    ),
    ...keys(
      ['check-refund', 'confirm-delivery'],
      order.payments.map(({ ref }) => ref),
    ),
    ...keys(
      ['follow-charge'],
      order.charges.map(({ id }) => id),
    ),
    ...keys(
      ['reapply-pingback'],
      ledger.map(({ id }) => id),
    ),
  ]
}

/** The jobs of some keys: those that wait for the worker to take them, and those that it has. */
async function findJobs(keys: string[]): Promise<OrderJob[]> {
  const waiting = await db().outboxJob.findMany({
    where: { jobKey: { in: keys } },
    select: { task: true, runAt: true },
  })
  // The worker brings its own tables along when it first runs.
  const [worker] = await db().$queryRaw<{ known: boolean }[]>`
    SELECT to_regclass('graphile_worker.jobs') IS NOT NULL AS known`
  const taken = worker?.known
    ? await db().$queryRaw<OrderJob[]>`
        SELECT task_identifier AS task, run_at AS "runAt", locked_at IS NOT NULL AS "isRunning", attempts::int,
          last_error AS problem
        FROM graphile_worker.jobs WHERE key = ANY(${keys})`
    : []
  const planned = waiting.map(({ task, runAt }) => ({
    task,
    runAt,
    isRunning: false,
    attempts: 0,
    problem: null,
  }))
  return [...planned, ...taken].sort((a, b) => a.runAt.getTime() - b.runAt.getTime())
}
