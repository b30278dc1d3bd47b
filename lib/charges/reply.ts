import * as z from 'zod/mini'
import { cardErrorSentence } from '@/lib/card-errors'
import type { ChargeRefusal } from '@/lib/checkout/refuse-charge'
import type { OrderId } from '@/lib/ids'
import type { Locale, Translate } from '@/lib/languages/locale'
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

/** A reply that nothing was charged, and what to do. */
export function refusal(message: string): Reply {
  return { success: 0, error: { message } }
}

/** What the browser is told of an outcome. */
export function replyTo({ t, path }: Locale, orderId: OrderId, outcome: Outcome): Reply {
  const redirect = path(`/orders/${orderId}`)
  if (isUnknown(outcome)) return { ...refusal(t('charges.beingChecked')), redirect }
  switch (outcome.kind) {
    case 'secure':
      return { success: 0, secure: outcome.demand }
    case 'refused': {
      const { code } = outcome
      return {
        success: 0,
        error: { message: cardErrorSentence(t, code), code, field: brickError(code).field },
      }
    }
    case 'unconfirmed':
      return refusal(t('charges.notConfirmed'))
    case 'unsent':
      return refusal(t('charges.notReached'))
    case 'not_chargeable':
      return outcome.refusal.why === 'closed'
        ? { ...refusal(sentenceOf(t, outcome.refusal)), redirect }
        : refusal(sentenceOf(t, outcome.refusal))
    case 'no_order':
      return refusal(t('charges.noOrder'))
    case 'no_card':
      return refusal(t('charges.noCard'))
    case 'too_many':
      return refusal(t('charges.tooMany', { wait: waitInWords(t, outcome.minutes) }))
    case 'review':
      return { success: 1, redirect, is_under_review: 1, risk: 'pending' }
    default:
      return { success: 1, redirect }
  }
}

function sentenceOf(t: Translate, refused: ChargeRefusal): string {
  return refused.why === 'other_order'
    ? t('charges.refusals.other_order', { order: refused.orderId })
    : t(`charges.refusals.${refused.why}`)
}
