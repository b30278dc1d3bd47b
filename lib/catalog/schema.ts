import { z } from 'zod'
import { periodLimits, priceLimits } from '@/lib/catalog/limits'
import { translatedLanguages } from '@/lib/catalog/texts'
import { PeriodUnit } from '@/lib/generated/prisma/enums'
import { formatMoney, type Money, mostUnits } from '@/lib/money'
import type { Period } from '@/lib/plans/period'
import { periodFault } from '@/lib/plans/plan'

const currencies = new Set(Intl.supportedValuesOf('currency'))

const currencyCode = z
  .string()
  .refine((code) => currencies.has(code), 'must be an ISO 4217 currency such as USD')

const slug = z
  .string()
  .max(64)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters, digits and single hyphens only')

/** The id of a product in forms and calls. */
export const productId = slug

const texts = {
  /** Part of signed calls, where "=" could be read as the end of a parameter's name. */
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^[^=\p{Cc}]*$/u, 'must not contain "=" or control characters'),
  summary: z.string().trim().min(1).max(160),
  /** Paragraphs separated by an empty line; lines that begin with "- " form a list. */
  description: z.string().trim().min(1).max(4000),
}

const common = {
  id: productId,
  slug,
  position: z.int().nonnegative(),
  ...texts,
  /** The same in other languages; where one is missing, the product is shown as it is. */
  texts: z
    .partialRecord(z.enum(translatedLanguages.map(({ name }) => name)), z.strictObject(texts))
    .default({}),
  artwork: z
    .string()
    .regex(/^[\w-]+\.(svg|png|webp|avif)$/, 'the name of an image file below public/artwork'),
  /** In minor units, by currency. For a membership: what one regular period costs. */
  prices: z
    .record(currencyCode, z.int().positive())
    .refine((prices) => Object.keys(prices).length > 0, 'must have a price in at least one currency'),
  capture: z.boolean().default(true),
  active: z.boolean().default(true),
}

const unit = z.enum(PeriodUnit)
const length = z.int().positive().max(366)

const membership = z
  .strictObject({
    kind: z.literal('MEMBERSHIP'),
    ...common,
    /** Renewals are charged automatically, so nobody would capture them. */
    capture: z.literal(true).default(true),
    periodLength: length,
    periodUnit: unit,
    /** In each currency that there is a price in. */
    trialPrices: z.record(currencyCode, z.int().nonnegative()).optional(),
    trialLength: length.optional(),
    trialUnit: unit.optional(),
  })
  .superRefine((plan, context) => {
    const refuse = (path: string[], message = '') => {
      if (message !== '') context.addIssue({ code: 'custom', path, message })
    }
    const { periodLength, periodUnit, prices, trialPrices, trialLength, trialUnit } = plan
    refuse(['periodLength'], lengthFault({ length: periodLength, unit: periodUnit }))
    if (trialPrices !== undefined && trialLength !== undefined && trialUnit !== undefined) {
      refuse(['trialLength'], lengthFault({ length: trialLength, unit: trialUnit }))
      for (const currency of Object.keys({ ...prices, ...trialPrices })) {
        const amount = trialPrices[currency]
        const path = ['trialPrices', currency]
        if (amount === undefined || prices[currency] === undefined)
          refuse(path, 'must have both a trial price and a regular price')
        else if (amount > 0) refuse(path, priceFault({ amount, currency }))
      }
    } else if (trialPrices !== undefined || trialLength !== undefined || trialUnit !== undefined) {
      refuse(['trialLength'], 'a trial must have a price, a length and a unit')
    }
  })

function lengthFault(period: Period): string | undefined {
  const fault = periodFault(period, periodLimits)
  return fault && `${fault} (to use other limits, ask Paymentwall, then change lib/catalog/limits.ts)`
}

/** Why the provider would not charge a price, in words that follow its name; undefined when it would. */
export function priceFault({ amount, currency }: Money): string | undefined {
  const limits = priceLimits.get(currency) ?? { least: 1, most: mostUnits }
  if (amount >= limits.least && amount <= limits.most) return undefined
  const [least, most] = [limits.least, limits.most].map((limit) => formatMoney({ amount: limit, currency }))
  return `must be between ${least} and ${most}`
}

const keys = {
  /** Imported keys are sold, instead of new ones that the shop makes. */
  keysFromPool: z.boolean().default(false),
  /** With so many unused keys, or fewer, the merchant is told. */
  lowStock: z.int().nonnegative().max(10_000).default(10),
}

/** A file below lib/brand/sheets. */
const sheet = z.string().regex(/^[\w-]+\.pdf$/)

function productUnion<Sheet extends z.ZodType>(sheetOfDownload: Sheet) {
  return z
    .discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('DOWNLOAD'), ...common, sheet: sheetOfDownload }),
      z.strictObject({ kind: z.literal('LICENCE'), ...common, ...keys }),
      z.strictObject({ kind: z.literal('CREDITS'), ...common, credits: z.int().positive() }),
      membership,
    ])
    .superRefine(({ prices }, context) => {
      for (const [currency, amount] of Object.entries(prices)) {
        const message = priceFault({ amount, currency })
        if (message) context.addIssue({ code: 'custom', path: ['prices', currency], message })
      }
    })
}

/**
 * A product as a merchant writes it; each kind asks for the fields that its delivery needs. Prices and periods are within
 * what the provider charges and bills (limits.ts).
 */
export const productSchema = productUnion(sheet)

/** The same for the back office, where the file of a download may be uploaded, and later. */
export const editedSchema = productUnion(sheet.optional())

export type ProductInput = z.input<typeof productSchema>
export type EditedProduct = z.output<typeof editedSchema>
