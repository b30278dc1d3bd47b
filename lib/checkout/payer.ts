import { db } from '@/lib/db'
import type { Uid } from '@/lib/ids'

/** What Paymentwall is told of who pays. */
export interface Payer {
  uid: Uid
  email: string
  name: string
  registeredAt: Date
  registrationIp: string | null
  isGuest: boolean
}

/** Who pays an order towards Paymentwall: its own buyer, also where the account that asks has taken it over from a guest. */
export async function payerOf(order: { uid: Uid }, buyer: Payer): Promise<Payer> {
  if (order.uid === buyer.uid) return buyer
  return db().user.findUniqueOrThrow({
    where: { uid: order.uid },
    select: { uid: true, email: true, name: true, registeredAt: true, registrationIp: true, isGuest: true },
  })
}
