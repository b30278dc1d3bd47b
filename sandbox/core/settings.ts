import { z } from 'zod'
import { currencies } from '../currencies'
import { isHttpAddress } from './addresses'
import { apiTypes } from './api-type'

export const customParameterValues = [
  'OWN',
  'CHARGEBACK_REASON',
  'CHARGEBACK_REASON_VERBAL',
  'CHARGEBACK_TYPE',
  'CLICK_TYPE',
  'COUNTRY_CODE',
  'COUNTRY_CODE_NAME',
  'CURRENCY_CODE',
  'GOODSID',
  'PAYMENT_DATETIME',
  'PAYMENT_DATETIME_UTC',
  'PAYMENT_TYPE',
  'PRODUCT_CURRENCY_CODE',
  'PRODUCT_PRICE',
  'RECURRING_BILLING_ACTIVE',
  'RECURRING_BILLING_INITIAL_REF',
  'RECURRING_BILLING_NEXT_DATE',
  'RECURRING_PAYMENT',
  'REFERENCE_ID',
  'REVENUE',
  'REVENUE_LOCAL',
  'REVENUE_PAYMENT',
  'REVENUE_PAYMENT_LOCAL',
  'STORED_CC',
  'SUBSCRIPTION_ID',
  'UNIQUE_REF',
  'UNIQUE_REF_INITIAL',
  'USER_ID',
  'VIRTUAL_CURRENCY',
  'VIRTUAL_CURRENCY_UNDISCOUNTED',
] as const

export type CustomParameterValue = (typeof customParameterValues)[number]

const httpAddress = z.string().refine(isHttpAddress, { error: 'a pingback URL is an http or https address' })

const customParameters = z
  .record(z.string(), z.enum(customParameterValues))
  .refine((values) => Object.keys(values).every((name) => /^[A-Za-z0-9_]{1,64}$/.test(name)), {
    error: 'a custom parameter is named with letters, digits and _ only',
  })

const pricePoints = z
  .string()
  .regex(
    /^\d{1,9}(\.\d{1,3})?(\s*,\s*\d{1,9}(\.\d{1,3})?)*$/,
    'price points are decimals separated by commas',
  )

/** What a merchant sets in the project's settings, and what the emulator leaves open because the provider's answer is unknown. */
export const settingsSchema = z.strictObject({
  strict: z.enum(['warn', 'refuse']).default('warn'),
  apiType: z.enum(apiTypes).default('digital-goods'),
  currencyName: z.string().trim().min(1).max(40).default('Coins'),
  currencyRate: z.number().positive().max(1_000_000).default(15),
  pricePoints: pricePoints.default('1.00, 5.00, 10.00'),
  priceCurrency: z
    .string()
    .refine((code) => currencies.has(code), { error: 'a currency is one of those that the provider lists' })
    .default('USD'),
  creditPingbackType: z.union([z.literal(0), z.literal(1)]).default(0),
  creditsTurnNegative: z.boolean().default(true),
  cartPingbackVersion: z.union([z.literal(2), z.literal('project')]).default(2),
  pingbackVersion: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(3),
  pingbackSecret: z.enum(['project', 'brick-test']).default('project'),
  customParameters: customParameters.default({}),
  spaceEncoding: z.enum(['percent', 'plus']).default('percent'),
  retryMinutes: z.number().positive().max(1440).default(30),
  answerTimeoutSeconds: z.number().positive().max(120).default(20),
  brickIsTest: z.boolean().default(false),
  captureSends: z.boolean().default(true),
  threeDSecure: z.enum(['requested', 'always', 'never']).default('requested'),
  frictionless: z.boolean().default(false),
  bankAnswers: z.enum(['when asked', 'approved', 'declined']).default('when asked'),
  chargeSaysSecure: z.boolean().default(false),
  declineWording: z.enum(['clients', 'documentation']).default('clients'),
  reviewMinutes: z.number().nonnegative().max(10_000).default(2),
  holdDays: z.number().positive().max(60).default(7),
  tokenMinutes: z.number().positive().max(1440).default(5),
  chargeMinimum: z.number().nonnegative().default(0.5),
  chargeMaximum: z.number().positive().default(500),
  recurringExternalId: z.enum(['trial', 'post-trial']).default('post-trial'),
  subscriptionEvents: z.boolean().default(true),
  subscriptionEventRef: z.enum(['initial', 'latest']).default('initial'),
  renewalRetryHours: z.number().positive().max(240).default(24),
  ticketMinutes: z.number().nonnegative().max(10_000).default(1),
  deliveryKey: z.enum(['project', 'brick', 'either']).default('either'),
  buyerCountry: z
    .string()
    .regex(/^[A-Z]{2}$/, 'a country is two capital letters')
    .default('US'),
  pingbackUrl: httpAddress.nullable().default(null),
  paymentPingbackUrl: z.boolean().default(true),
  pingbackSignsQuery: z.boolean().default(true),
  byteOrderMark: z.boolean().default(false),
  widgetRefusalStatus: z.union([z.literal(200), z.number().int().min(400).max(499)]).default(200),
  widgetMinimumSignVersion: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1),
  isLive: z.boolean().default(false),
  evaluationMode: z.boolean().default(true),
  periodMinimumDays: z.number().int().positive().default(3),
  periodMaximumDays: z.number().int().positive().default(366),
})

export type Settings = z.infer<typeof settingsSchema>

export const defaultSettings = (): Settings => settingsSchema.parse({})
