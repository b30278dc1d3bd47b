import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type PaymentState, PeriodUnit } from '@/lib/generated/prisma/enums'
import type { PaymentRef } from '@/lib/ids'
import { paymentRefSchema } from '@/lib/orders/schema'
import { isUnderstood, type PingbackParameters } from '@/lib/paymentwall/pingback'
import { maskCardNumbers } from '@/lib/security/card-numbers'

/** A pingback as the shop understands it: the `pingback_event` type of the database, field for field. */
export interface PingbackEvent {
  label: string
  disposition: 'apply' | 'unhandled' | 'test_ignored' | 'quarantined'
  quarantine_reason: string | null
  ref: PaymentRef
  type: number
  part: string
  /** Hex with the prefix that PostgreSQL reads as bytes. */
  digest: string
  /** What is needed to apply it again: as it came, but for card numbers in texts that mean nothing to the shop. */
  parameters: Record<string, string>
  goodsid: string | null
  uid: string
  /** The rank it lifts its payment to; null: it moves none. */
  state: PaymentState | null
  is_test: boolean
  reversal_reason: number | null
  partial: boolean
  refund: string | null
  refund_currency: string | null
  price: string | null
  price_currency: string | null
  paid_at: string | null
  next_charge_at: string | null
  period_length: number | null
  period_unit: PeriodUnit | null
  initial_ref: PaymentRef | null
  subscription_id: string | null
}

/** What each type means to the shop (pingback.md §3): its name in sentences, and the rank it lifts a payment to. */
const types: Record<number, { label: string; state: PaymentState | null }> = {
  0: { label: 'Payment', state: 'PAID' },
  1: { label: 'Goodwill payment', state: 'PAID' },
  2: { label: 'Reversal', state: 'REVERSED' },
  12: { label: 'Cancellation', state: null },
  13: { label: 'Expiry', state: null },
  14: { label: 'Failed renewal', state: null },
  200: { label: 'Risk review', state: 'REVIEW' },
  201: { label: 'Risk review accepted', state: 'PAID' },
  202: { label: 'Risk review declined', state: 'DECLINED' },
  203: { label: 'Void', state: 'VOIDED' },
  220: { label: 'Partial refund', state: null },
}

const periodUnit = z.enum(PeriodUnit).nullable()

/** Reason 10 of a type 2: "transaction partially reversed" (pingback.md §5). */
const partialReversal = '10'

/**
 * The digest of a payload, which distinguishes a repetition from a conflict: SHA-256 over the sorted, length-prefixed pairs
 * without `sig` and `sign_version`, so that a repetition under a rotated secret is still the same payload.
 */
function payloadDigest(parameters: PingbackParameters): string {
  const hash = createHash('sha256')
  const pairs = [...parameters].filter(([name]) => name !== 'sig' && name !== 'sign_version')
  for (const [name, value] of pairs.sort(([a], [b]) => (a < b ? -1 : 1))) {
    for (const text of [name, value]) hash.update(`${Buffer.byteLength(text)}:${text}`)
  }
  return hash.digest('hex')
}

/** A time that exists and that PostgreSQL takes; the provider's zeros and 31 February are not. */
function utcTime(text: string | undefined): string | null {
  if (!text) return null
  const iso = `${text.length === 10 ? `${text} 00:00:00` : text}.000Z`.replace(' ', 'T')
  const time = new Date(iso)
  const exists = time.getTime() > 0 && time.toISOString() === iso
  return exists ? iso : null
}

/**
 * Reads a genuine pingback. Pure: which order it finds and what that changes is decided by the database function
 * `apply_pingback`, in one statement.
 *
 * @param live whether the shop takes real money; a test payment then changes nothing
 * @param source `status`: read from the Payment Status API. It then has a place of its own in the ledger, so that a
 *   pingback that may still come is neither a repetition nor a conflict.
 */
export function readEvent(
  parameters: PingbackParameters,
  live: boolean,
  source: 'pingback' | 'status' = 'pingback',
): PingbackEvent {
  const value = (name: string) => parameters.get(name) || null
  const type = Number(parameters.get('type'))
  const meaning = types[type]
  const reason = value('reason')
  const partial = type === 220 || (type === 2 && reason === partialReversal)
  const state = partial ? null : (meaning?.state ?? null)
  const digest = payloadDigest(parameters)
  const length = Number(parameters.get('slength') || 0)
  const isTest = parameters.get('is_test') === '1'
  const negativeAccept = state === 'PAID' && length < 0

  return {
    label: partial ? 'Partial refund' : (meaning?.label ?? `Type ${type}`),
    disposition: !meaning
      ? 'unhandled'
      : isTest && live
        ? 'test_ignored'
        : negativeAccept
          ? 'quarantined'
          : 'apply',
    quarantine_reason: negativeAccept ? 'it accepts a payment with a negative length' : null,
    ref: paymentRefSchema.parse(parameters.get('ref')),
    type,
    part: partial ? (value('merchant_refund_id') ?? digest) : source === 'status' ? 'status' : '',
    digest: `\\x${digest}`,
    parameters: Object.fromEntries(
      Array.from(parameters, ([name, text]) => [name, isUnderstood(name) ? text : maskCardNumbers(text)]),
    ),
    goodsid: value('goodsid'),
    uid: parameters.get('uid') ?? '',
    state,
    is_test: isTest,
    // Payment Status says that the money was returned, but not why.
    reversal_reason: state === 'REVERSED' && source === 'pingback' ? Number(reason ?? 9) : null,
    partial,
    refund: partial ? value('refund_amount') : null,
    refund_currency: partial ? value('paid_currency') : null,
    price: value('price'),
    price_currency: value('price_currency'),
    paid_at: utcTime(parameters.get('paid_at')),
    next_charge_at: utcTime(parameters.get('next_charge_at')),
    period_length: length > 0 ? length : null,
    period_unit: length > 0 ? periodUnit.parse(value('speriod')) : null,
    initial_ref: paymentRefSchema.nullable().parse(value('initial_ref')),
    subscription_id: value('subscription_id'),
  }
}
