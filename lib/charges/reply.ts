import * as z from 'zod/mini'
import type { ChargeRefusal } from '@/lib/checkout/refuse-charge'
import type { OrderId } from '@/lib/ids'
import { english } from '@/lib/languages/locale'
import type { ChargeOutcome } from '@/lib/paymentwall/brick'
import { brickError } from '@/lib/paymentwall/brick-errors'
import { waitInWords } from '@/lib/wait-in-words'

/** How an attempt to charge an order ended, for the shop: as Brick says, or as the shop adds to it. */
export type Outcome =
  | ChargeOutcome
  /** The bank confirmed nothing, or could not be asked. */
  | { kind: 'unconfirmed' }
  /** Brick was not called. */
  | { kind: 'not_chargeable'; refusal: ChargeRefusal }
  | { kind: 'no_order' | 'no_card' }
  | { kind: 'too_many'; minutes: number }

/** Whether nobody knows if the card was charged. An error "duplicate charge" says that it was, by some call. */
export function isUnknown(outcome: Outcome): boolean {
  return (
    outcome.kind === 'unknown' ||
    (outcome.kind === 'refused' && brickError(outcome.code).kind === 'duplicate')
  )
}

/**
 * What the charge route answers: the JSON that Brick.js reads (brick.md §2.1), plus `redirect` where the order's page says
 * more. In the browser too, hence the small build of zod, which compiles nothing and so keeps to the page's policy.
 */
export const replySchema = z.union([
  z.object({
    success: z.literal(1),
    redirect: z.string(),
    is_under_review: z.optional(z.literal(1)),
    risk: z.optional(z.literal('pending')),
  }),
  z.object({ success: z.literal(0), secure: z.looseObject({ redirect: z.optional(z.string()) }) }),
  z.object({
    success: z.literal(0),
    error: z.object({
      message: z.string(),
      code: z.optional(z.number()),
      field: z.optional(z.enum(['number', 'expiry', 'cvv', 'name'])),
    }),
    redirect: z.optional(z.string()),
  }),
])

export type Reply = z.infer<typeof replySchema>

const beingChecked =
  'We are checking whether your payment went through. Please don’t pay again. The order page shows the outcome.'
const notConfirmed =
  'Your bank did not confirm the payment. You have not been charged. Try again, or use another payment method.'
const notReached =
  'Card payments are temporarily unavailable. You have not been charged. Try again in a minute, or use another payment method.'

/** A reply that nothing was charged, and what to do. */
export function refusal(message: string): Reply {
  return { success: 0, error: { message } }
}

/** The reply when the buyer has no such order. */
export const noOrder = refusal('Order not found. Open it from your account.')

/** What the browser is told of an outcome. */
export function replyTo(orderId: OrderId, outcome: Outcome): Reply {
  const redirect = `/orders/${orderId}`
  if (isUnknown(outcome)) return { ...refusal(beingChecked), redirect }
  switch (outcome.kind) {
    case 'secure':
      return { success: 0, secure: outcome.demand }
    case 'refused': {
      const { sentence: message, field } = brickError(outcome.code)
      return { success: 0, error: { message, code: outcome.code, field } }
    }
    case 'unconfirmed':
      return refusal(notConfirmed)
    case 'unsent':
      return refusal(notReached)
    case 'not_chargeable':
      return outcome.refusal.why === 'closed'
        ? { ...refusal(sentenceOf(outcome.refusal)), redirect }
        : refusal(sentenceOf(outcome.refusal))
    case 'no_order':
      return noOrder
    case 'no_card':
      return refusal('This saved card is no longer available. Use another card.')
    case 'too_many':
      return refusal(`Too many attempts. Wait ${waitInWords(english.t, outcome.minutes)}, then try again.`)
    case 'review':
      return { success: 1, redirect, is_under_review: 1, risk: 'pending' }
    default:
      return { success: 1, redirect }
  }
}

function sentenceOf(refused: ChargeRefusal): string {
  switch (refused.why) {
    case 'closed':
      return 'This order has been paid or has expired, or a payment is in progress. You have not been charged again. See the order page.'
    case 'sold_out':
      return 'Something in this order is sold out at the moment, so you have not been charged. Your order is kept: try again later, or write to us.'
    case 'terms_missing':
      return 'Please accept the terms on the checkout page before you pay.'
    case 'terms_outdated':
      return 'The dates of the membership have changed. Reload this page and accept the new dates to pay.'
    case 'second_membership':
      return 'You have since become a member, so you have not been charged. Reload this page to confirm that you want a second membership.'
    case 'other_order':
      return `You have another order for this membership, ${refused.orderId}, that has been paid or is being paid. You have not been charged for this one. See the other order in your account, or reload this page if you want a second membership.`
    case 'card_not_offered':
      return 'This order can’t be paid by card. Use another payment method.'
  }
}
