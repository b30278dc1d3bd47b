import { z } from 'zod'
import { settingsSchema } from '../core/settings'

const period = z
  .strictObject({
    length: z.number().int().positive(),
    unit: z.enum(['day', 'week', 'month', 'year']),
  })
  .nullable()

const ref = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/)
const decimal = z.string().regex(/^\d+(\.\d{1,3})?$/, 'an amount is a decimal in text, for example "9.99"')

const newPayment = z.strictObject({
  ref: ref.optional(),
  api: z.enum(['widget', 'brick']).default('widget'),
  uid: z.string().min(1),
  goodsId: z.string().min(1).nullable().optional(),
  credits: z.number().int().positive().optional(),
  cart: z.array(z.string().min(1)).min(1).optional(),
  productName: z.string().default('Test product'),
  amount: decimal,
  currency: z.string().length(3),
  paymentSystem: z.string().default('test'),
  email: z.string().default('buyer@example.com'),
  country: z.string().length(2).default('US'),
  isTest: z.boolean().default(true),
  period: period.default(null),
  own: z.record(z.string(), z.string()).default({}),
  sendPingback: z.boolean().default(true),
  wait: z.boolean().default(true),
})

/** A product, virtual currency or a cart; `goodsId: null` is a card payment that names no product. */
export const newPaymentSchema = newPayment
  .refine(
    ({ goodsId, credits, cart }) =>
      [goodsId, credits, cart].filter((bought) => bought !== undefined).length === 1,
    {
      error: 'say what is bought: goodsId, credits or cart, and only one of them',
    },
  )
  .transform(({ goodsId = null, ...payment }) => ({ ...payment, goodsId }))

const plan = {
  goodsId: z.string().min(1),
  amount: decimal,
  period: z.strictObject({
    length: z.number().int().positive(),
    unit: z.enum(['day', 'week', 'month', 'year']),
  }),
}

export const newSubscriptionSchema = z.strictObject({
  ...plan,
  uid: z.string().min(1),
  currency: z.string().length(3),
  productName: z.string().default('Test membership'),
  trial: z.strictObject(plan).nullable().default(null),
  remaining: z.number().int().nonnegative().nullable().default(null),
  email: z.string().default('buyer@example.com'),
  own: z.record(z.string(), z.string()).default({}),
  wait: z.boolean().default(true),
})

export const bankRuleSchema = z.strictObject({
  plan: z.string().min(1).max(256),
  asks: z.boolean(),
  answers: settingsSchema.shape.bankAnswers,
})

export const subscriptionPatchSchema = z.strictObject({
  failNext: z.number().int().nonnegative().optional(),
  remaining: z.number().int().nonnegative().nullable().optional(),
})

export const reversalSchema = z.strictObject({
  reason: z.number().int().positive().default(9),
  amount: decimal.optional(),
  merchantRefundId: z.string().optional(),
  wait: z.boolean().default(true),
})

const values = z.record(z.string(), z.string())

export const sendSchema = z.strictObject({
  ref: ref.optional(),
  type: z.number().int().nonnegative(),
  reason: z.number().int().optional(),
  extra: values.default({}),
  payment: z
    .strictObject({
      uid: z.string().default('unknown-user'),
      goodsId: z.string().nullable().default('unknown-order'),
      period: period.optional(),
      isTest: z.boolean().optional(),
      api: z.enum(['widget', 'brick']).optional(),
      credits: z.number().int().nullable().optional(),
      cart: z.array(z.string()).min(1).nullable().optional(),
    })
    .prefault({}),
  signVersion: z.union([z.literal(1), z.literal(2), z.literal(3)]).optional(),
  secret: z.enum(['project', 'brick-test', 'wrong']).optional(),
  signature: z.enum(['valid', 'corrupt', 'missing', 'upper-case']).optional(),
  override: values.optional(),
  omit: z.array(z.string()).optional(),
  tamper: values.optional(),
  append: z.string().optional(),
  method: z.string().optional(),
  headers: values.optional(),
  retries: z.boolean().optional(),
  times: z.number().int().min(1).max(10_000).default(1),
  parallel: z.number().int().min(1).max(1_000).default(8),
  wait: z.boolean().default(true),
})
