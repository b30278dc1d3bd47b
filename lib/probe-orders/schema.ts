import { z } from 'zod'
import { orderIdSchema } from '@/lib/orders/schema'

/** What the go-live probe sends to have an order marked. */
export const markingSchema = z.object({ order: orderIdSchema, proof: z.string().regex(/^[0-9a-f]{64}$/) })
