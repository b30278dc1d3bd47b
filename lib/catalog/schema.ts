import { z } from 'zod'
import { PeriodUnit } from '@/lib/generated/prisma/enums'

const currencies = new Set(Intl.supportedValuesOf('currency'))

const slug = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'small letters, digits and single dashes only')

/** What names a product in forms and calls. */
export const productId = slug

const common = {
  id: productId,
  slug,
  position: z.int().nonnegative(),
  name: z.string().trim().min(1).max(80),
  summary: z.string().trim().min(1).max(160),
  /** Paragraphs divided by an empty line; lines that begin with "- " make a list. */
  description: z.string().trim().min(1).max(4000),
  artwork: z
    .string()
    .regex(/^[\w-]+\.(svg|png|webp|avif)$/, 'the name of an image file below public/artwork'),
  amount: z.int().positive(),
  currency: z.string().refine((code) => currencies.has(code), 'must be an ISO 4217 currency such as USD'),
  capture: z.boolean().default(true),
  active: z.boolean().default(true),
}

const unit = z.enum(PeriodUnit)
const length = z.int().positive().max(366)

/** A product as a merchant writes it; each kind asks for the fields that its delivery needs. */
export const productSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('DOWNLOAD'), ...common, sheet: z.string().regex(/^[\w-]+\.pdf$/) }),
  z.strictObject({ kind: z.literal('LICENCE'), ...common }),
  z.strictObject({ kind: z.literal('CREDITS'), ...common, credits: z.int().positive() }),
  z
    .strictObject({
      kind: z.literal('MEMBERSHIP'),
      ...common,
      periodLength: length,
      periodUnit: unit,
      trialAmount: z.int().nonnegative().optional(),
      trialLength: length.optional(),
      trialUnit: unit.optional(),
    })
    .refine(
      ({ trialAmount, trialLength, trialUnit }) =>
        new Set([trialAmount, trialLength, trialUnit].map((part) => part === undefined)).size === 1,
      { path: ['trialLength'], message: 'a trial has an amount, a length and a unit, or none of them' },
    ),
])

export type ProductInput = z.input<typeof productSchema>
