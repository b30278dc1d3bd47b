import { changeOrderCharge } from '@/lib/charges/after-sale'
import { onOrder } from './payment'

/** Takes the amount that a card charge of an order has reserved: `npm run payment:capture -- <order>`. */
export const main = (args: string[]) =>
  onOrder(args, 'npm run payment:capture -- <order>', (orderId) => changeOrderCharge(orderId, 'capture'))
