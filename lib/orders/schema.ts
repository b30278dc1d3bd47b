import { z } from 'zod'

/** An order's id: as made by `newId`, and within the grammar of `goodsid`. */
export const orderIdSchema = z.string().regex(/^[0-9a-z]{8,64}$/)

/** What "Buy" sends: products by id, or the buyer's cart; `shown` repeats the prices the buyer saw, `<product>:<amount>`. */
export const placeOrderSchema = z.union([
  z.object({
    cart: z.literal('1'),
    shown: z.array(z.string().regex(/^[\w-]{1,64}:\d{1,12}$/)).max(50),
  }),
  z.object({
    product: z
      .array(z.string().regex(/^[\w-]{1,64}$/))
      .min(1)
      .max(50),
    shown: z.array(z.string().regex(/^[\w-]{1,64}:\d{1,12}$/)).max(50),
  }),
])
