import { z } from 'zod'

/** An order's id: as made by `newId`, and within the grammar of `goodsid`. */
export const orderIdSchema = z.string().regex(/^[0-9a-z]{8,64}$/)

/**
 * What "Buy" sends: products by id, in `shown` the prices that the buyer saw, as `<product>:<amount>`, and in `from` the page
 * it stood on.
 */
export const placeOrderSchema = z.object({
  product: z
    .array(z.string().regex(/^[\w-]{1,64}$/))
    .min(1)
    .max(50),
  shown: z.array(z.string().regex(/^[\w-]{1,64}:\d{1,12}$/)).max(50),
  from: z.string().regex(/^\/[\w/-]{0,200}$/),
})

/** What a buyer has pressed "Buy" for. */
export type Purchase = z.infer<typeof placeOrderSchema>

/** The day (UTC) whose terms a form shows, as it sends it: `2026-11-22`. */
export function dayName(day: Date): string {
  return day.toISOString().slice(0, 10)
}
