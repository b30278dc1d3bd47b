import { actByCommand } from '@/lib/acts/command'
import { enterRefund } from '@/lib/charges/enter-refund'
import { orderIdSchema, paymentRefSchema } from '@/lib/orders/schema'
import { operate, wordsOf } from './operate'
import { UserError } from './user-error'

const changes = { refund: 'REFUND', capture: 'CAPTURE', void: 'VOID' } as const

const isChange = (what: string): what is keyof typeof changes => what in changes

const usage = `npm run payment:refund, payment:capture or payment:void -- <order>
  npm run payment:resolve -- <order> charged|not-charged
  npm run payment:refunded -- <payment> <amount, such as 3.00>`

/**
 * What follows a sale, by the first word: a payment of an order is refunded, its card charge captured or voided; one whose answer was
 * lost is resolved, once it was looked up in Paymentwall's merchant area; a refund that no notice told of is entered.
 */
export async function main(args: string[]): Promise<number> {
  const [what = '', which = '', word = ''] = wordsOf(args)
  if (what === 'refunded') {
    const ref = paymentRefSchema.safeParse(which)
    if (!ref.success || !word) throw new UserError(`Usage: ${usage}`)
    return operate(() => enterRefund(ref.data, word))
  }
  const order = orderIdSchema.safeParse(which)
  if (!order.success || (!isChange(what) && !/^(not-)?charged$/.test(word)))
    throw new UserError(`Usage: ${usage}`)
  const request = isChange(what)
    ? { kind: changes[what] }
    : { kind: 'RESOLVE' as const, charged: word === 'charged' }
  return operate(() => actByCommand(`payment:${what}`, order.data, request))
}
