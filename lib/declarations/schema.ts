import { z } from 'zod'
import { emailAddress } from '@/lib/accounts/schema'
import { newIdSchema } from '@/lib/id-schema'

/** The id of what was declared: the key of the form that declared it. */
export const declarationIdSchema = newIdSchema

/** What may be wrong with a field; what is said of it is looked up under this name. */
export const faults = ['missing', 'long', 'line', 'link', 'email', 'day'] as const

export type Fault = (typeof faults)[number]

const isOneLine = (text: string) => !/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(text)

/** A letter repeats what was typed, to an address that anybody may have typed. */
const leadsNowhere = (text: string) => !/:\/\/|\bwww\./i.test(text)

const line = (most: number) =>
  z
    .string('missing')
    .transform((text) => text.replace(/\s+/g, ' ').trim())
    .pipe(z.string().max(most, 'long').refine(isOneLine, 'line').refine(leadsNowhere, 'link'))

const given = (most: number) => line(most).pipe(z.string().min(1, 'missing'))

/** What says who declares something, and of which contract. */
const identity = { contract: given(120), name: given(80), email: emailAddress }

/**
 * The form that declares a cancellation.
 *
 * @param today the shop's day, as ISO 8601 writes it: no membership can end before it
 */
export const cancellationForm = (today: string) =>
  z
    .object({
      ...identity,
      kind: z.enum(['ordinary', 'extraordinary']).catch('ordinary'),
      reason: line(500).default(''),
      /** Empty for the earliest possible day. */
      endsOn: z
        .union([z.literal(''), z.iso.date('day')], 'day')
        .default('')
        .refine((day) => day === '' || (day >= today && day < String(Number(today.slice(0, 4)) + 5)), 'day'),
    })
    .refine(({ kind, reason }) => kind === 'ordinary' || reason !== '', {
      path: ['reason'],
      message: 'missing',
    })

/** A cancellation as it was declared. */
export type Cancellation = z.output<ReturnType<typeof cancellationForm>>

/** The form that declares a withdrawal. */
export const withdrawalForm = z.object({
  ...identity,
  /** Empty for the whole contract. */
  part: line(300).default(''),
})

/** A withdrawal as it was declared. */
export type Withdrawal = z.output<typeof withdrawalForm>
