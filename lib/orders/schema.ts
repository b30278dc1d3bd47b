import { z } from 'zod'
import { currencies, defaultCurrency } from '@/lib/currencies.mjs'
import { filterText } from '@/lib/list-filter'
import type { OrderState } from '@/lib/orders/state'

/** An order's id: as made by `newId`, and within the grammar of `goodsid`. */
export const orderIdSchema = z
  .string()
  .regex(/^[0-9a-z]{8,64}$/)
  .brand<'OrderId'>()

/** A payment's reference, as Paymentwall writes it (pingback.md §2). */
export const paymentRefSchema = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .brand<'PaymentRef'>()

/**
 * What "Buy" sends: products by id, in `shown` the prices that the buyer saw, as `<product>:<amount>`, their currency, and in `from`
 * the page it stood on.
 */
export const placeOrderSchema = z.object({
  product: z
    .array(z.string().regex(/^[\w-]{1,64}$/))
    .min(1)
    .max(50),
  shown: z.array(z.string().regex(/^[\w-]{1,64}:\d{1,12}$/)).max(50),
  currency: z.enum(currencies).catch(defaultCurrency),
  from: z.string().regex(/^\/[\w/-]{0,200}$/),
})

/** What a buyer has pressed "Buy" for. */
export type Purchase = z.infer<typeof placeOrderSchema>

/** The day (UTC) whose terms a form shows, as it sends it: `2026-11-22`. */
export function dayName(day: Date): string {
  return day.toISOString().slice(0, 10)
}

const dayHint = 'Write a day as 2026-11-26.'

/** A day that exists, as ISO 8601 writes it. */
const filterDay = z.iso
  .date(dayHint)
  .regex(/^(?:19|20|21)/, dayHint)
  .optional()

/** The states that a list of orders can be narrowed to; an operator need not tell all of them apart. */
export const orderGroups = {
  waiting: ['pending', 'checking', 'requires_action', 'confirming'],
  authorised: ['authorised'],
  under_review: ['under_review'],
  paid: ['paid'],
  refunded: ['refunded'],
  charged_back: ['charged_back'],
  failed: ['failed'],
  expired: ['expired'],
} as const satisfies Record<string, readonly OrderState[]>

export type OrderGroup = keyof typeof orderGroups

/** The filters of the list of orders. `from` and `to` are days in the shop's time zone, both included. */
export const orderFilterSchema = z.object({
  state: z.enum(Object.keys(orderGroups) as [OrderGroup, ...OrderGroup[]]).optional(),
  product: filterText,
  money: z.enum(['test', 'real']).optional(),
  from: filterDay,
  to: filterDay,
  buyer: filterText,
})

export type OrderFilter = z.output<typeof orderFilterSchema>
