import { resolveUnknownCharge } from '@/lib/charges/after-sale'
import { onOrder } from './payment'

const words = new Map([
  ['charged', true],
  ['not-charged', false],
])

/**
 * Settles a card charge whose answer was lost, once it was looked up in Paymentwall's merchant area:
 * `npm run payment:resolve -- <order> charged|not-charged`.
 */
export const main = (args: string[]) =>
  onOrder(args, 'npm run payment:resolve -- <order> charged|not-charged', (orderId, [word]) => {
    const charged = words.get(word ?? '')
    return charged === undefined ? undefined : resolveUnknownCharge(orderId, charged)
  })
