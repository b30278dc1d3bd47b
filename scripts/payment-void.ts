import { changeOrderCharge } from '@/lib/charges/after-sale'
import { onOrder } from './payment'

/** Releases the amount that a card charge of an order has reserved: `npm run payment:void -- <order>`. */
export const main = (args: string[]) =>
  onOrder(args, 'npm run payment:void -- <order>', (orderId) => changeOrderCharge(orderId, 'void'))
