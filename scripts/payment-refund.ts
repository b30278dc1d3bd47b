import { changeOrderCharge } from '@/lib/charges/after-sale'
import { onOrder } from './payment'

/** Refunds the card charge of an order in full: `npm run payment:refund -- <order>`. */
export const main = (args: string[]) =>
  onOrder(args, 'npm run payment:refund -- <order>', (orderId) => changeOrderCharge(orderId, 'refund'))
