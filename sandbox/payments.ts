import type { Parameter } from './core/parameters'
import { testReference } from './core/references'
import type { Payment, Period, Pingback } from './core/state'
import type { Emulator } from './emulator'
import { notify } from './pingbacks/pingbacks'

export interface NewPayment {
  ref?: string | undefined
  api: Payment['api']
  uid: string
  goodsId: string | null
  productName: string
  amount: string
  currency: string
  paymentSystem: string
  email: string
  country: string
  isTest: boolean
  period: Period | null
  parameters: Parameter[]
}

/** Records a paid payment, without a pingback. A reference that is already in use is refused. */
export function createPayment(emulator: Emulator, payment: NewPayment): Payment {
  const ref = payment.ref ?? newReference(emulator, payment.isTest)
  if (findPayment(emulator, ref)) throw new Error(`There is already a payment ${ref}.`)
  const created: Payment = {
    ...payment,
    ref,
    createdAt: emulator.clock.now(),
    status: 'paid',
    refundedAmount: null,
  }
  emulator.state.payments.push(created)
  emulator.store.changed()
  return created
}

function newReference(emulator: Emulator, isTest: boolean): string {
  const reference = testReference(emulator.state, emulator.clock.seconds())
  return isTest ? reference : reference.replace(/^t/, 'b')
}

export function findPayment(emulator: Emulator, ref: string): Payment | undefined {
  return emulator.state.payments.find((payment) => payment.ref === ref)
}

/** Takes a payment back as a whole: pingback type 2. Reasons 1 to 3 are chargebacks, the others refunds. */
export function reverse(
  emulator: Emulator,
  payment: Payment,
  reason: number,
  extra: Parameter[] = [],
): Pingback {
  payment.status = reason <= 3 ? 'charged back' : 'refunded'
  payment.refundedAmount = payment.amount
  return notify(emulator, payment, { type: 2, reason, extra })
}

/** Takes a part of a payment back: pingback type 220 with the amount refunded. */
export function refundPartly(
  emulator: Emulator,
  payment: Payment,
  amount: string,
  extra: Parameter[] = [],
): Pingback {
  const decimals = amount.split('.')[1]?.length ?? 0
  payment.refundedAmount = (Number(payment.refundedAmount ?? 0) + Number(amount)).toFixed(decimals)
  return notify(emulator, payment, { type: 220, extra: [['refund_amount', amount], ...extra] })
}
