import { z } from 'zod'
import { holderPattern } from '@/lib/checkout/card-input'
import { newIdSchema } from '@/lib/id-schema'
import { paymentRefSchema } from '@/lib/orders/schema'
import { savedCardIdSchema } from '@/lib/saved-cards/schema'

/** The id of a charge attempt, as made by `newId`. */
export const attemptIdSchema = newIdSchema.brand<'AttemptId'>()

const token = z.string().regex(/^[A-Za-z0-9_-]{8,128}$/)

/** The token that Brick.js or the bank's page brought; its shape is not documented, so it is bounded only. */
const opaque = z.string().regex(/^[!-~]{1,512}$/)

const personName = z.string().trim().regex(holderPattern)

const emptyAsMissing = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())

/** What the bank's step brings back (brick.md §8). */
export const confirmationSchema = z.object({
  brick_charge_id: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  brick_secure_token: opaque,
})

/** The three things that a card form sends: the second post after 3-D Secure, a saved card, or a card just entered. */
export const chargeFormSchema = z.union([
  confirmationSchema.transform((form) => ({
    kind: 'confirmation' as const,
    chargeId: form.brick_charge_id,
    secureToken: form.brick_secure_token,
  })),
  z
    .object({ saved_card: savedCardIdSchema })
    .transform((form) => ({ kind: 'saved' as const, cardId: form.saved_card })),
  z
    .object({
      brick_token: token,
      brick_fingerprint: emptyAsMissing(token),
      brick_reference_id: emptyAsMissing(opaque),
      cardholder: emptyAsMissing(personName),
      firstname: emptyAsMissing(personName),
      lastname: emptyAsMissing(personName),
    })
    .transform((form) => ({
      kind: 'card' as const,
      token: form.brick_token,
      fingerprint: form.brick_fingerprint,
      referenceId: form.brick_reference_id,
      holder: holderOf(form),
    })),
])

/** What a card form has sent, as it is read. */
export type ChargeForm = z.infer<typeof chargeFormSchema>

/** First and last name; a card that bears one word alone has it as both. Undefined when the form told none. */
function holderOf(form: { cardholder?: string; firstname?: string; lastname?: string }) {
  const { cardholder, firstname, lastname } = form
  return firstname && lastname
    ? { firstName: firstname, lastName: lastname }
    : splitName(cardholder ?? firstname ?? lastname)
}

/** A name in one line as first and last name: the last word is the last name. */
export function splitName(name: string | undefined): { firstName: string; lastName: string } | undefined {
  const words = name?.trim().split(/\s+/) ?? []
  const last = words.pop()
  if (!last) return undefined
  return { firstName: words.join(' ') || last, lastName: last }
}

/** The parameters of a charge call, as they were sealed while the buyer was at the bank. */
export const parametersSchema = z.array(z.tuple([z.string(), z.string()]))

/** The form that enters how much of a payment was refunded. */
export const enterRefundSchema = z.object({
  ref: paymentRefSchema,
  amount: z.string().trim().min(1, 'is missing').max(20),
  key: newIdSchema,
  refunded: z.string().regex(/^\d{1,12}(?:\.\d{1,3})?$/),
})
