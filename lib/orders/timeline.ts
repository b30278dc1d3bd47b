import { cardErrorSentence } from '@/lib/card-errors'
import type {
  ActKind,
  ChargeState,
  ConfirmationStatus,
  DecisionKind,
  Verdict,
} from '@/lib/generated/prisma/enums'
import { english } from '@/lib/languages/locale'
import { formatMoney } from '@/lib/money'
import { cardName } from '@/lib/orders/card-name'
import type { OrderJob, OrderRecord } from '@/lib/orders/record'
import { brickError } from '@/lib/paymentwall/brick-errors'
import { formatTime } from '@/lib/time'

type Kind = 'info' | 'positive' | 'caution' | 'critical'

/** Something that happened to an order. */
export interface TimelineEntry {
  /** Unlike that of any other entry of the order. */
  key: string
  at: Date
  kind: Kind
  /** What it is about, in a word or two. */
  subject: string
  sentence: string
  /** Further lines: a reason, an address, a cause. */
  details: string[]
  /** Where one reads why: a path, or a place on the order's own page. */
  why: string
  /** Of the operators' eyes alone: no buyer or bank is shown it. */
  isPrivate: boolean
}

/** How a charge attempt ended, for an operator. */
export const chargeWords: Record<ChargeState, { kind: Kind; title: string }> = {
  ACTIVE: { kind: 'info', title: 'Sent to Brick, no answer yet' },
  SECURE: { kind: 'info', title: 'At the bank for 3-D Secure' },
  UNKNOWN: { kind: 'critical', title: 'The answer was lost' },
  REVIEW: { kind: 'caution', title: 'Taken, under review' },
  AUTHORISED: { kind: 'info', title: 'Authorised, not captured' },
  SUCCEEDED: { kind: 'positive', title: 'Charged' },
  DECLINED: { kind: 'critical', title: 'Declined' },
  EXPIRED: { kind: 'caution', title: 'The buyer did not return from the bank' },
  VOIDED: { kind: 'info', title: 'Voided' },
  REFUNDED: { kind: 'caution', title: 'Refunded in full' },
}

const decisionWords: Record<DecisionKind, string> = { GRANT: 'Granted', WITHDRAW: 'Withdrawn' }

const actWords: Record<ActKind, string> = {
  REFUND: 'Refund',
  PARTIAL_REFUND: 'Partial refund',
  CAPTURE: 'Capture',
  VOID: 'Void',
  RESOLVE: 'Lost charge resolved',
  CANCEL_SUBSCRIPTION: 'Cancellation of the subscription',
  GRANT: 'Grant',
  WITHDRAW: 'Withdrawal',
}

/** How an act stands now, in a word or two. */
interface ActStanding {
  kind: Kind
  label: string
}

const cancellationCauses = {
  BUYER: 'The buyer cancelled the subscription.',
  REVOKED: 'The newest payment was taken back, so the subscription is cancelled.',
  CLOSED: 'The buyer’s account was closed, so the subscription is cancelled.',
  OPERATOR: 'An operator cancelled the subscription.',
}

const jobWords: ReadonlyMap<string, string> = new Map([
  ['cancel-subscription', 'Ask Paymentwall to cancel the subscription'],
  ['check-payment-status', 'Ask Paymentwall about the payment'],
  ['check-refund', 'Ask Paymentwall whether the payment was refunded in full'],
  ['confirm-cancellation', 'Ask Paymentwall whether the subscription has ended'],
  ['confirm-delivery', 'Tell Paymentwall what was delivered'],
  ['follow-charge', 'See how the card charge ended'],
  ['reapply-pingback', 'Apply a stored pingback'],
  ['review-subscription', 'Check whether the subscription must be cancelled'],
])

/** The error of a charge attempt as Brick documents it: its number, what it says about whom, and what the buyer was told. */
export function chargeError(code: number | null): string | undefined {
  if (code === null) return undefined
  const { kind } = brickError(code)
  return `Error ${code} (${errorKinds[kind]}). The buyer was told: ${cardErrorSentence(english.t, code)}`
}

const errorKinds: Record<ReturnType<typeof brickError>['kind'], string> = {
  entry: 'the card’s details are wrong',
  declined: 'the bank or Paymentwall refuses the card',
  expired: 'the token was too old',
  setup: 'the project or the shop’s settings are wrong',
  outage: 'Paymentwall could not process it',
  duplicate: 'it was charged before',
  after_sale: 'the charge cannot be changed so',
}

/**
 * All that happened to an order, newest first: one line each, with where to read why. The sentences of pingbacks come from
 * the ledger where the log has been pruned.
 *
 * @param standings of the acts by their ids, for those that are told how they stand (`standingsOf` of lib/acts)
 */
export function timelineOf(
  order: OrderRecord,
  standings: ReadonlyMap<string, ActStanding> = new Map(),
): TimelineEntry[] {
  const entries = [
    ...beginning(order),
    ...order.charges.flatMap(chargeEntries),
    ...pingbackEntries(order),
    ...goods(order),
    ...order.confirmations.map(confirmationEntry),
    ...cancelling(order),
    ...operators(order, standings),
  ]
  const rank = new Map(entries.map((entry, index) => [entry, index]))
  return entries.sort((a, b) => b.at.getTime() - a.at.getTime() || (rank.get(b) ?? 0) - (rank.get(a) ?? 0))
}

type Draft = Pick<TimelineEntry, 'key' | 'at' | 'subject' | 'sentence' | 'why'> &
  Partial<Pick<TimelineEntry, 'kind' | 'isPrivate'>> & { details?: (string | null | undefined | false)[] }

function entry({ kind = 'info', isPrivate = false, details = [], ...rest }: Draft): TimelineEntry {
  return {
    ...rest,
    kind,
    isPrivate,
    details: details.filter((detail) => typeof detail === 'string' && detail !== '') as string[],
  }
}

const from = (address: string | null) => address && `From ${address}`

function beginning({ acceptance, ...order }: OrderRecord): TimelineEntry[] {
  const names = order.lines.map(({ name }) => name).join(', ')
  return [
    entry({
      key: 'placed',
      at: order.createdAt,
      subject: 'Order',
      sentence: `Placed: ${names}, for ${formatMoney(order)}.`,
      details: [`Payable until ${formatTime(order.expiresAt)}`],
      why: '#lines',
    }),
    ...(acceptance
      ? [
          entry({
            key: 'terms',
            at: acceptance.acceptedAt,
            subject: 'Terms',
            sentence: `The buyer accepted the terms, policies of ${acceptance.policyVersion}.`,
            details: [`“${acceptance.wording}”`, from(acceptance.address)],
            why: '#terms',
          }),
        ]
      : []),
    ...(acceptance?.saveCardAt
      ? [
          entry({
            key: 'save-card',
            at: acceptance.saveCardAt,
            subject: 'Terms',
            sentence: 'The buyer asked for the card to be saved.',
            why: '#terms',
          }),
        ]
      : []),
  ]
}

function chargeEntries(charge: OrderRecord['charges'][number]): TimelineEntry[] {
  const why = `#charge-${charge.id}`
  const { kind, title } = chargeWords[charge.state]
  return [
    entry({
      key: `charge-${charge.id}`,
      at: charge.createdAt,
      subject: 'Card',
      sentence: 'A card charge was sent to Brick.',
      details: [
        from(charge.address),
        charge.hadFingerprint === false && 'Without a fingerprint of the browser',
      ],
      why,
    }),
    ...(charge.securedAt
      ? [
          entry({
            key: `secured-${charge.id}`,
            at: charge.securedAt,
            kind: 'positive',
            subject: '3-D Secure',
            sentence: 'The bank confirmed the payer.',
            why,
          }),
        ]
      : []),
    ...(charge.state === 'ACTIVE'
      ? []
      : [
          entry({
            key: `charged-${charge.id}`,
            at: charge.updatedAt,
            kind,
            subject: 'Card',
            sentence: `${title}${charge.last4 ? `: ${cardName(english.t, charge)}` : ''}.`,
            details: [chargeError(charge.errorCode)],
            why,
          }),
        ]),
  ]
}

const verdictKinds: Record<Verdict, Kind> = {
  applied: 'positive',
  duplicate: 'info',
  unhandled: 'info',
  test_ignored: 'info',
  rejected: 'info',
  conflict: 'critical',
  quarantined: 'critical',
  failed: 'critical',
}

const confirmationWords: Record<ConfirmationStatus, string> = {
  order_placed: 'the order was placed',
  delayed: 'the delivery is delayed',
  delivered: 'everything was delivered',
  order_cancelled: 'the order was cancelled',
  refund_issued: 'the payment was refunded',
  cancelled_subscription: 'the subscription has ended',
}

function confirmationEntry(told: OrderRecord['confirmations'][number]): TimelineEntry {
  const what = `that ${confirmationWords[told.status]} (${told.status})`
  const common = {
    key: `confirmation-${told.id}`,
    subject: 'Confirmation',
    why: `#payment-${told.ref}`,
    details: [`Payment ${told.ref}`, told.problem],
  }
  if (told.acceptedAt)
    return entry({ ...common, at: told.acceptedAt, sentence: `Paymentwall was told ${what}.` })
  return told.refusedAt
    ? entry({
        ...common,
        at: told.refusedAt,
        kind: 'critical',
        sentence: `Paymentwall refused to be told ${what}.`,
      })
    : entry({
        ...common,
        at: told.firstAt,
        kind: 'caution',
        sentence: `Paymentwall has yet to be told ${what}.`,
      })
}

function pingbackEntries({ ledger, arrivals }: OrderRecord): TimelineEntry[] {
  const told = new Set(arrivals.map(({ pingbackId, sentence }) => `${pingbackId} ${sentence}`))
  // The log is pruned by age, the ledger never.
  const outlived = ledger.filter(({ id, sentence }) => !told.has(`${id} ${sentence}`))
  const repeated = (pingbackId: bigint | null) =>
    arrivals.filter((arrival) => arrival.pingbackId === pingbackId && arrival.verdict === 'duplicate')
  // Of many repetitions of one event the newest stands for all.
  const shown = arrivals.filter(
    (arrival) => arrival.verdict !== 'duplicate' || repeated(arrival.pingbackId)[0] === arrival,
  )
  return [
    ...outlived.map(({ id, ref, type, verdict, sentence, receivedAt }) =>
      entry({
        key: `ledger-${id}`,
        at: receivedAt,
        kind: verdictKinds[verdict],
        subject: 'Pingback',
        sentence: sentence || `Type ${type} of payment ${ref}: ${verdict}.`,
        why: `/admin/pingbacks/ledger/${id}`,
      }),
    ),
    ...shown.map(({ id, pingbackId, verdict, sentence, receivedAt, address }) => {
      const times = verdict === 'duplicate' ? repeated(pingbackId).length : 1
      return entry({
        key: `arrival-${id}`,
        at: receivedAt,
        kind: verdictKinds[verdict],
        subject: 'Pingback',
        sentence,
        details: [from(address), times > 1 && `The last of ${times} repetitions`],
        why: `/admin/pingbacks/${id}`,
      })
    }),
  ]
}

/** What changed the goods at a moment: the pingback of that very transaction, or an operator's decision. */
function causeOf({ ledger, arrivals, decisions }: OrderRecord, at: Date): string {
  const same = ({ receivedAt }: { receivedAt: Date }) => receivedAt.getTime() === at.getTime()
  const arrival = arrivals.find(same)
  if (arrival) return `/admin/pingbacks/${arrival.id}`
  const event = ledger.find(same)
  if (event) return `/admin/pingbacks/ledger/${event.id}`
  const decision = decisions.find(({ decidedAt }) => Math.abs(decidedAt.getTime() - at.getTime()) < 10_000)
  return decision ? `#decision-${decision.id}` : '#payments'
}

function goods(order: OrderRecord): TimelineEntry[] {
  return [
    ...order.lines.flatMap(({ id, name, delivery }) => {
      if (!delivery) return []
      const granted = entry({
        key: `granted-${id}`,
        at: delivery.grantedAt,
        kind: 'positive',
        subject: 'Goods',
        sentence: `Delivered: ${name}.`,
        details: [
          delivery.licenceKey && `Licence key ${delivery.licenceKey}`,
          delivery.credits > 0 && `${delivery.credits} credits`,
        ],
        why: causeOf(order, delivery.grantedAt),
      })
      if (!delivery.withdrawnAt) return [granted]
      const withdrawn = entry({
        key: `withdrawn-${id}`,
        at: delivery.withdrawnAt,
        kind: 'caution',
        subject: 'Goods',
        sentence: `Withdrawn: ${name}.`,
        why: causeOf(order, delivery.withdrawnAt),
      })
      return [granted, withdrawn]
    }),
    ...order.downloads.map(({ id, at, fileName, address, userAgent }) =>
      entry({
        key: `download-${id}`,
        at,
        subject: 'Download',
        sentence: fileName ? `The buyer downloaded ${fileName}.` : 'The buyer downloaded the file.',
        details: [from(address), userAgent],
        why: '#downloads',
      }),
    ),
  ]
}

function cancelling({ cancellation }: OrderRecord): TimelineEntry[] {
  if (!cancellation) return []
  const { cause, requestedAt, acceptedAt, stoppedAt, problem, failures } = cancellation
  const line = (key: string, at: Date | null, sentence: string, details: string[] = []) =>
    at ? [entry({ key, at, subject: 'Subscription', sentence, details, why: '#cancellation' })] : []
  return [
    ...line(
      'cancelled',
      requestedAt,
      cancellationCauses[cause],
      problem === null ? [] : [`${failures} failed calls. The last said: ${problem}`],
    ),
    ...line('cancel-accepted', acceptedAt, 'Paymentwall accepted the cancellation.'),
    ...line('cancel-confirmed', stoppedAt, 'Paymentwall confirms that the subscription has ended.'),
  ]
}

function operators(order: OrderRecord, standings: ReadonlyMap<string, ActStanding>): TimelineEntry[] {
  const names = new Map(order.lines.map(({ id, name }) => [id, name]))
  return [
    ...order.decisions.map(({ id, kind, orderLineId, actor, reason, decidedAt }) =>
      entry({
        key: `decision-${id}`,
        at: decidedAt,
        kind: kind === 'GRANT' ? 'positive' : 'caution',
        subject: 'Decision',
        isPrivate: true,
        sentence: `${decisionWords[kind]} manually: ${names.get(orderLineId ?? '') ?? 'the whole order'}.`,
        details: [`By ${actor}`, reason],
        why: '#lines',
      }),
    ),
    ...order.acts.flatMap(({ id, kind, state, amount, actor, reason, sentence, requestedAt, closedAt }) => {
      // What has been closed is told by a line of its own.
      const standing = closedAt ? undefined : standings.get(id)
      const sum = amount === null ? '' : ` of ${formatMoney({ amount, currency: order.currency })}`
      const why = `/admin/orders/${order.id}/acts/${id}`
      const requested = entry({
        key: `act-${id}`,
        at: requestedAt,
        kind: standing?.kind,
        subject: 'Act',
        isPrivate: true,
        sentence: `${actWords[kind]}${sum} requested.`,
        details: [`By ${actor}`, reason, standing && `Status: ${standing.label}.`, !closedAt && sentence],
        why,
      })
      if (!closedAt) return [requested]
      const closed = entry({
        key: `act-closed-${id}`,
        at: closedAt,
        kind: state === 'REFUSED' ? 'critical' : 'positive',
        subject: 'Act',
        isPrivate: true,
        sentence: `${actWords[kind]}${sum}: ${state === 'REFUSED' ? 'refused' : 'done'}.`,
        details: [sentence],
        why,
      })
      return [requested, closed]
    }),
    ...order.audit.map(({ id, at, act, actor, allowed, sentence, reason, address }) =>
      entry({
        key: `audit-${id}`,
        at,
        kind: allowed ? 'info' : 'critical',
        subject: allowed ? 'Operator' : 'Refused',
        isPrivate: true,
        sentence,
        details: [`${act}, by ${actor}${address ? ` from ${address}` : ''}`, reason],
        why: `/admin/audit?subject=${order.id}`,
      }),
    ),
    ...order.notes.map(({ id, author, createdAt, text }) =>
      entry({
        key: `note-${id}`,
        at: createdAt,
        subject: 'Note',
        isPrivate: true,
        sentence: text.length > 140 ? `${Array.from(text).slice(0, 140).join('')}…` : text,
        details: [`By ${author}`],
        why: `#note-${id}`,
      }),
    ),
    ...order.alerts.flatMap(({ id, message, createdAt, resolvedAt, resolvedBy }) => [
      entry({
        key: `alert-${id}`,
        at: createdAt,
        kind: 'caution',
        subject: 'Alert',
        isPrivate: true,
        sentence: message,
        why: '#alerts',
      }),
      ...(resolvedAt
        ? [
            entry({
              key: `alert-resolved-${id}`,
              at: resolvedAt,
              subject: 'Alert',
              isPrivate: true,
              sentence: `Resolved: ${message}`,
              details: [resolvedBy && `By ${resolvedBy}`],
              why: '#alerts',
            }),
          ]
        : []),
    ]),
  ]
}

/** What a background job will do, or does. */
export function jobSentence({ task, isRunning, attempts, problem }: OrderJob): string {
  const words = jobWords.get(task) ?? task
  const now = isRunning ? ' (running now)' : ''
  const failed =
    attempts > 0 && problem ? ` It failed ${attempts} ${attempts === 1 ? 'time' : 'times'}: ${problem}` : ''
  return `${words}${now}.${failed}`
}
