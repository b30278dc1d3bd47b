import { newIdSchema } from '@/lib/id-schema'
import type { Uid } from '@/lib/ids'

/** A guest's cart id, as it comes back in the cookie (lib/ids.ts). */
export const cartId = newIdSchema

/** Whose cart: a user's by their uid, a guest's by the unguessable id alone (undefined: none yet). */
export type CartOwner = { uid: Uid } | { uid?: undefined; cartId: string | undefined }

/** Why a product did not go into a cart. */
export type Refusal = 'unavailable' | 'sold-out' | 'membership'

/** How long a guest's cart is kept after the last addition. */
export const guestCartDays = 30
