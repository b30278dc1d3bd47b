import { creditBalance, listLibrary } from '@/lib/deliveries/data'
import { listOrders } from '@/lib/orders/data'
import { type OrderState, orderState } from '@/lib/orders/state'
import { listMemberships, type Membership } from '@/lib/subscriptions/data'

const underWay: ReadonlySet<OrderState> = new Set([
  'checking',
  'requires_action',
  'confirming',
  'authorised',
  'under_review',
])

/** What a buyer gives up by closing the account. */
export interface ClosingEffects {
  /** Those that run or may be charged again. */
  memberships: Membership[]
  /** Sheets and licence keys in the library. */
  goods: number
  credits: number
  /** Whether a payment is neither settled nor given up. */
  isPaymentUnderWay: boolean
}

/** What would end if a buyer closed the account at a moment. */
export async function closingEffects(uid: string, at: Date): Promise<ClosingEffects> {
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
    isPaymentUnderWay: orders.some((order) => underWay.has(orderState(order, at))),
  }
}
