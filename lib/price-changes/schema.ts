import { z } from 'zod'
import { productId } from '@/lib/catalog/schema'
import { newIdSchema } from '@/lib/id-schema'

/** The id of an announced price change. */
export const priceChangeIdSchema = newIdSchema

/** What an operator types to announce a price: its fields are read together with the product (`readAnnouncement`). */
export const announcementSchema = z.object({
  id: productId,
  amount: z.string().trim().max(40),
  from: z.string().trim().max(40),
  /** The product's price as the form showed it, in minor units, and its currency. */
  was: z.string().regex(/^\d{1,10} [A-Z]{3}$/),
})

export const withdrawalSchema = z.object({ id: productId, change: priceChangeIdSchema })
