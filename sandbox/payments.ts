import { lastValue, type Parameter } from './core/parameters'
import { uniqueDigits } from './core/references'
import type { Payment, Pingback, RequestRecord } from './core/state'
import type { Emulator } from './emulator'
import { notify } from './pingbacks/pingbacks'

type Given = 'ref' | 'createdAt' | 'status' | 'refundedAmount' | 'subscriptionId'

export type NewPayment = Omit<Payment, Given> & {
  ref?: string | undefined
  subscriptionId?: string | null
}

/** Records a paid payment, without a pingback. A reference that is already in use is refused. */
export function createPayment(emulator: Emulator, payment: NewPayment): Payment {
  const ref = payment.ref ?? newReference(emulator, payment)
  if (findPayment(emulator, ref)) throw new Error(`There is already a payment ${ref}.`)
  const created: Payment = {
    ...payment,
    ref,
    createdAt: emulator.clock.now(),
    status: 'paid',
    refundedAmount: null,
    subscriptionId: payment.subscriptionId ?? null,
  }
  emulator.state.payments.push(created)
  emulator.store.changed()
  return created
}

/** `t` and digits for test payments of the widget, `b` for all others. */
function newReference(emulator: Emulator, { api, isTest }: NewPayment): string {
  return `${api === 'widget' && isTest ? 't' : 'b'}${uniqueDigits(emulator.state, emulator.clock.seconds())}`
}

export function findPayment(emulator: Emulator, ref: string): Payment | undefined {
  return emulator.state.payments.find((payment) => payment.ref === ref)
}

/** By reference, or by the reference without its first letter, which of a card payment is its charge's id. */
export function findByAnyReference(emulator: Emulator, text: string): Payment | undefined {
  return findPayment(emulator, text) ?? emulator.state.payments.find(({ ref }) => ref.slice(1) === text)
}

export function isReturned(payment: Payment): boolean {
  return ['refunded', 'charged back', 'declined'].includes(payment.status)
}

/** The risk that the provider's APIs state. */
export function riskOf(payment: Payment): 'approved' | 'pending' | 'declined' {
  if (payment.status === 'under review') return 'pending'
  return payment.status === 'declined' ? 'declined' : 'approved'
}

/** The payment object of the Payment Status API and of the widget's messages. */
export function paymentView(payment: Payment) {
  return {
    object: 'payment',
    id: payment.ref,
    created: Math.floor(payment.createdAt / 1000),
    amount: payment.amount,
    currency: payment.currency,
    refunded: isReturned(payment),
    risk: riskOf(payment),
    uid: payment.uid,
    product_id: payment.goodsId,
    payment_system: payment.paymentSystem,
  }
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

/** Takes a part of a payment back: pingback type 220 with the amount refunded. The last part makes it a full refund. */
export function refundPartly(
  emulator: Emulator,
  payment: Payment,
  amount: string,
  extra: Parameter[] = [],
): Pingback {
  const earlier = payment.refundedAmount ?? '0'
  const decimals = Math.max(...[earlier, amount].map((text) => text.split('.')[1]?.length ?? 0))
  payment.refundedAmount = (Number(earlier) + Number(amount)).toFixed(decimals)
  if (Number(payment.refundedAmount) >= Number(payment.amount)) payment.status = 'refunded'
  return notify(emulator, payment, { type: 220, extra: [['refund_amount', amount], ...extra] })
}

const namesOfOrders = ['ag_external_id', 'plan']
const namesOfPayments = ['ref', 'payment_id']

/** Whether a call names the payment, its charge or its order. */
export function isAbout({ path, query, body }: RequestRecord, { ref, goodsId }: Payment): boolean {
  const parameters: Parameter[] = [...query, ...body]
  const has = (names: string[], value: string) => names.some((name) => lastValue(parameters, name) === value)
  const id = ref.slice(1)
  return (
    path.split('/').includes(id) ||
    has(namesOfPayments, ref) ||
    has(namesOfPayments, id) ||
    (goodsId !== null && has(namesOfOrders, goodsId))
  )
}
