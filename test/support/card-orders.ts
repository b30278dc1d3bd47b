import { payByCard } from '@/lib/charges/charge'
import { replyTo } from '@/lib/charges/reply'
import { db } from '@/lib/db'
import type { PaymentRef } from '@/lib/ids'
import { english } from '@/lib/languages/locale'
import { findOrder } from '@/lib/orders/data'
import { acceptTerms } from '@/lib/orders/mutations'
import { paymentRefSchema } from '@/lib/orders/schema'
import { isPayable, orderState } from '@/lib/orders/state'
import { readEvent } from '@/lib/pingbacks/event'
import { applyPingback } from '@/lib/pingbacks/mutations'
import { newOrder } from '@/test/support/orders'
import type { Provider, ReceivedCall } from '@/test/support/provider'
import type { TestDatabase } from '@/test/support/test-database'

/** A card as Brick.js brings it: a one-time token. */
export const enteredCard = {
  kind: 'card' as const,
  token: `ot_${'1'.repeat(32)}`,
  fingerprint: 'f'.repeat(32),
  referenceId: undefined,
  holder: { firstName: 'Ada', lastName: 'Lovelace' },
}

let lastChargeId = 100
let lastRef = 5000

/** The charge object that answers a call, approved and captured unless changed. */
export function charged(call: Pick<ReceivedCall, 'parameters'>, changes: object = {}) {
  return {
    object: 'charge',
    id: String(++lastChargeId),
    amount: call.parameters.get('amount') ?? '9.99',
    currency: call.parameters.get('currency') ?? 'USD',
    captured: true,
    refunded: false,
    risk: 'approved',
    secure: false,
    card: { type: 'Visa', last4: '4242', exp_month: '12', exp_year: '2031', token: 'a'.repeat(32) },
    ...changes,
  }
}

/** The calls that may have charged a card. */
export function chargesSent(provider: Provider): ReceivedCall[] {
  return provider.calls.filter((call) => call.path === '/api/brick/charge')
}

/** A reference that no other payment has. */
export function newRef(): PaymentRef {
  return paymentRefSchema.parse(`b${++lastRef}`)
}

/** An order whose terms are accepted, with all that a test of card payments does to it. */
export async function newCardOrder(database: TestDatabase, options: Parameters<typeof newOrder>[1] = {}) {
  const { id, uid } = await newOrder(database, options)
  await acceptTerms({
    orderId: id,
    uid,
    policyVersion: '1',
    wording: 'I accept.',
    language: 'en',
    address: undefined,
  })
  const buyer = await db().user.update({ where: { uid }, data: { name: 'Zoë van Dyk' } })
  const find = async () => {
    const order = await findOrder(id, uid)
    if (!order) throw new Error('no order')
    return order
  }
  const pay = async (by: Parameters<typeof payByCard>[3] = enteredCard) =>
    payByCard(await find(), buyer, '198.51.100.4', by, { at: new Date(), beside: undefined })
  return {
    id,
    buyer,
    pay,
    /** Pays, and returns what the browser is told. */
    payAndRead: async (by?: Parameters<typeof pay>[0]) => replyTo(english, id, await pay(by)),
    state: async () => orderState(await find(), new Date()),
    payable: async () => isPayable(await find(), new Date()),
    attempts: () => db().chargeAttempt.findMany({ where: { orderId: id }, orderBy: { createdAt: 'asc' } }),
    /** A pingback as the provider would send it, past the signature. Returns its reference. */
    pingback: async (type: number, ref = newRef(), more: Record<string, string> = {}) => {
      const parameters = new Map([
        ['uid', uid],
        ['goodsid', id],
        ['type', String(type)],
        ['ref', ref],
        ...Object.entries(more),
      ])
      const arrival = { address: null, sign_version: 3, secret: 'current', elapsed_ms: 0, parameters: {} }
      await applyPingback(readEvent(parameters, false), [arrival])
      return ref
    },
  }
}

export type CardOrder = Awaited<ReturnType<typeof newCardOrder>>
