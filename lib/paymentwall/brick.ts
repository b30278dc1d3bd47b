import { z } from 'zod'
import {
  type BrickAccount,
  brickId,
  brickText,
  type ChargeParameters,
  callBrick,
  readBrickError,
} from '@/lib/paymentwall/brick-call'
import {
  type BrickSubscription,
  beginsSubscription,
  readSubscription,
  type SubscriptionTerms,
  subscriptionParameters,
} from '@/lib/paymentwall/brick-subscription'
import type { CallResult } from '@/lib/paymentwall/http'

/** A charge to be made (brick.md §5). */
export interface ChargeRequest {
  /** A one-time token from Brick.js, or the permanent token of a saved card. */
  token: string
  /** From Brick.js; a saved card has none. */
  fingerprint: string | undefined
  /** Major units, as text; of a subscription the price of a regular period. */
  amount: string
  currency: string
  /** What is billed again and again; undefined for what is paid once. */
  subscription: SubscriptionTerms | undefined
  email: string
  /** Of the receipt: ISO 639-1. */
  language: string
  description: string
  /** The order's id, which pingbacks return as `goodsid`. */
  plan: string
  uid: string
  firstName: string
  lastName: string
  /** False: the amount is only reserved, for at most seven days. */
  capture: boolean
  /** Whether the answer is to bring a permanent token: only with the buyer's consent. */
  storeCard: boolean
  /** True enforces 3-D Secure; Paymentwall may ask for it in any case. */
  secure: boolean
  /** Where the bank sends the payer back to. Without it the answer brings HTML for Brick.js to show. */
  secureRedirectUrl: string | undefined
  /** The 3-D Secure 2 session of Brick.js 1.6. */
  referenceId: string | undefined
  browserIp: string | undefined
  browserDomain: string
  /** `history[…]` (widget.md §8). */
  history: readonly (readonly [name: string, value: string])[]
  /** Unix seconds. */
  timestamp: number
}

/** A charge as Brick tells of it, as far as the shop needs it (brick.md §6). */
export interface Charge {
  id: string
  /** Major units, as text. */
  amount: string
  currency: string
  captured: boolean
  refunded: boolean
  /** Present with a permanent token when the card was stored. */
  card:
    | { brand: string; last4: string; expMonth: string; expYear: string; token: string | undefined }
    | undefined
}

/** How a charge call ended. `unknown` and `unsent` say nothing of the card; only after `unsent` was surely nothing charged. */
export type ChargeOutcome =
  | { kind: 'charged' | 'authorised' | 'review'; charge: Charge }
  /** A subscription has begun, and its first payment is taken; a risk review of it is reported by pingbacks only. */
  | { kind: 'subscribed'; subscription: BrickSubscription }
  | { kind: 'secure'; demand: SecureDemand }
  | { kind: 'refused'; code: number | undefined; message: string }
  | { kind: 'unknown' | 'unsent'; message: string }

/** What the buyer's bank asks for, passed on to Brick.js unchanged, or a page to send the browser to (brick.md §8). */
export interface SecureDemand {
  formHTML?: string | undefined
  redirect?: string | undefined
  [name: string]: unknown
}

// On a finished charge `secure` is a boolean, and only an object is a demand.
const secureSchema = z.object({
  secure: z.looseObject({
    formHTML: z.string().optional().catch(undefined),
    redirect: z.string().optional().catch(undefined),
  }),
})

const chargeSchema = z.object({
  object: z.literal('charge'),
  id: brickId,
  amount: brickText,
  currency: z.string(),
  captured: z.boolean(),
  refunded: z.boolean().catch(false),
  risk: z.string().optional().catch(undefined),
  card: z
    .object({
      type: z.string().catch(''),
      last4: brickText.pipe(z.string().regex(/^\d{4}$/)),
      exp_month: brickText.pipe(z.string().regex(/^\d{1,2}$/)),
      exp_year: brickText.pipe(z.string().regex(/^\d{2,4}$/)),
      token: z.string().min(1).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
})

/**
 * Reads an answer of the charge API, in the one order that is safe (brick.md §6): an error; a demand for 3-D Secure, which
 * only an object is, since a finished charge says `secure: true`; a subscription that has begun (§11); a charge, whose
 * `risk` is read before `captured`. Anything else is unknown.
 */
export function classifyCharge(data: unknown): ChargeOutcome {
  const error = readBrickError(data)
  if (error) return { kind: 'refused', code: error.code, message: error.error ?? '' }
  const secure = secureSchema.safeParse(data).data?.secure
  if (secure && (secure.formHTML !== undefined || secure.redirect !== undefined)) {
    return { kind: 'secure', demand: secure }
  }
  const subscription = readSubscription(data)
  if (subscription) return { kind: 'subscribed', subscription }
  const parsed = chargeSchema.safeParse(data).data
  if (!parsed) return { kind: 'unknown', message: 'Brick’s answer was not a charge.' }
  const { id, amount, currency, captured, refunded, risk, card } = parsed
  return {
    kind: risk === 'pending' ? 'review' : captured ? 'charged' : 'authorised',
    charge: {
      id,
      amount,
      currency,
      captured,
      refunded,
      card: card && {
        brand: card.type,
        last4: card.last4,
        expMonth: card.exp_month.padStart(2, '0'),
        expYear: card.exp_year.length === 2 ? `20${card.exp_year}` : card.exp_year,
        token: card.token,
      },
    },
  }
}

/** The parameters of a charge call, as they are sent (brick.md §5). */
export function chargeParameters(request: ChargeRequest): ChargeParameters {
  const optional = (name: string, value: string | undefined): [string, string][] =>
    value ? [[name, value]] : []
  return [
    ['token', request.token],
    ...optional('fingerprint', request.fingerprint),
    ['amount', request.amount],
    ['currency', request.currency],
    ...(request.subscription ? subscriptionParameters(request.subscription, request.currency) : []),
    ['email', request.email],
    ['lang', request.language],
    ['description', request.description],
    ['plan', request.plan],
    ['uid', request.uid],
    ['timestamp', String(request.timestamp)],
    ['customer[firstname]', request.firstName],
    ['customer[lastname]', request.lastName],
    ...request.history,
    ...optional('browser_ip', request.browserIp),
    ['browser_domain', request.browserDomain],
    ['store_card', request.storeCard ? '1' : '0'],
    ...(request.capture ? [] : [['options[capture]', '0'] as const]),
    ...(request.secure ? [['secure', '1'] as const] : []),
    ...optional('secure_redirect_url', request.secureRedirectUrl),
    ...(request.secureRedirectUrl ? [['secure_return_method', 'url'] as const] : []),
    ...optional('reference_id', request.referenceId),
  ]
}

/**
 * Charges a card, or begins a subscription by it. After 3-D Secure the same parameters are sent again, with what the bank's confirmation brought.
 * The call is made once: after `unknown` it must not be repeated.
 */
export async function createCharge(
  account: BrickAccount,
  parameters: ChargeParameters,
  confirmation?: { chargeId: string; secureToken: string },
): Promise<ChargeOutcome> {
  const all = confirmation
    ? [
        ...parameters,
        ['charge_id', confirmation.chargeId] as const,
        ['secure_token', confirmation.secureToken] as const,
      ]
    : parameters
  return outcomeOf(
    await callBrick(account, 'POST', beginsSubscription(all) ? '/subscription' : '/charge', all),
  )
}

/** What became of a charge. */
export async function chargeDetails(account: BrickAccount, chargeId: string): Promise<ChargeOutcome> {
  return outcomeOf(await callBrick(account, 'GET', `/charge/${encodeURIComponent(chargeId)}`))
}

/** Takes an authorised amount, releases it, or returns a captured one in full (brick.md §9). */
export async function changeCharge(
  account: BrickAccount,
  chargeId: string,
  change: 'capture' | 'void' | 'refund',
): Promise<ChargeOutcome> {
  return outcomeOf(await callBrick(account, 'POST', `/charge/${encodeURIComponent(chargeId)}/${change}`, []))
}

function outcomeOf(answer: CallResult<unknown>): ChargeOutcome {
  if (answer.ok) return classifyCharge(answer.data)
  return { kind: answer.error.sent ? 'unknown' : 'unsent', message: answer.error.message }
}
