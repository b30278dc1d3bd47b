import { creditBalance, listLibrary } from '@/lib/deliveries/data'
import type { Uid } from '@/lib/ids'
import { listOrders } from '@/lib/orders/data'
import { type OrderState, orderState } from '@/lib/orders/state'
import { listMemberships, type Membership } from '@/lib/subscriptions/data'

const inProgress: ReadonlySet<OrderState> = new Set([
  'checking',
  'requires_action',
  'confirming',
  'authorised',
  'under_review',
])

/** What a buyer loses by closing the account. */
export interface ClosingEffects {
  /** Those that run or may be charged again. */
  memberships: Membership[]
  /** Sheets and licence keys in the library. */
  goods: number
  credits: number
  /** Whether a payment is in progress. */
  isPaymentInProgress: boolean
}

/** What a buyer would lose by closing the account at a moment. */
export async function closingEffects(uid: Uid, at: Date): Promise<ClosingEffects> {
  const [memberships, library, credits, orders] = await Promise.all([
    listMemberships(uid, at),
    listLibrary(uid),
    creditBalance(uid),
    listOrders(uid),
  ])
  return {
    memberships: memberships.filter(({ accessUntil, renews }) => accessUntil !== null || renews),
    goods: library.filter(({ kind }) => kind !== 'CREDITS').length,
    credits: Math.max(credits, 0),
    isPaymentInProgress: orders.some((order) => inProgress.has(orderState(order, at))),
  }
}
