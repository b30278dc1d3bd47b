import type { ActKind } from '@/lib/generated/prisma/enums'

/** Each act in a word: the last part of its page's address, and in the audit log after `order.`. */
export const actWords: Record<ActKind, string> = {
  REFUND: 'refund',
  PARTIAL_REFUND: 'partial-refund',
  CAPTURE: 'capture',
  VOID: 'void',
  RESOLVE: 'resolve',
  CANCEL_SUBSCRIPTION: 'cancel',
  GRANT: 'grant',
  WITHDRAW: 'withdraw',
}

/** The page of an act that may be done to an order. */
export function actPath(orderId: string, kind: ActKind): string {
  return `/admin/orders/${orderId}/${actWords[kind]}`
}

/** The page of an act that was done. */
export function donePath(orderId: string, actId: string): string {
  return `/admin/orders/${orderId}/acts/${actId}`
}
