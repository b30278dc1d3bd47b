import { lastValue, type Parameter } from './core/parameters'
import { uniqueDigits } from './core/references'
import type { Payment, Pingback, RequestRecord } from './core/state'
import type { Emulator } from './emulator'
import { notify } from './pingbacks/pingbacks'

type Given = 'ref' | 'createdAt' | 'status' | 'refundedAmount' | 'subscriptionId' | 'credits' | 'cart'

export type NewPayment = Omit<Payment, Given> & {
  ref?: string | undefined
  subscriptionId?: string | null
  credits?: number | null
  cart?: string[] | null
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
    credits: payment.credits ?? null,
    cart: payment.cart ?? null,
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
    product_id: payment.cart ?? payment.goodsId,
    payment_system: payment.paymentSystem,
  }
}

/** Tells the shop that a payment was made. The provider's sources disagree on the type for virtual currency. */
export function announce(emulator: Emulator, payment: Payment): Pingback {
  const type = payment.credits === null ? 0 : emulator.state.settings.creditPingbackType
  return notify(emulator, payment, { type })
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
  const share = Number(amount) / Number(payment.amount)
  return notify(emulator, payment, { type: 220, share, extra: [['refund_amount', amount], ...extra] })
}

const namesOfOrders = ['ag_external_id', 'plan']
const namesOfPayments = ['ref', 'payment_id']

/** Whether a call names the payment, its charge or its order, or opened the page on which it was made. */
export function isAbout({ path, query, body }: RequestRecord, payment: Payment): boolean {
  const { ref, goodsId } = payment
  const parameters: Parameter[] = [...query, ...body]
  const has = (names: string[], value: string) => names.some((name) => lastValue(parameters, name) === value)
  const id = ref.slice(1)
  return (
    path.split('/').includes(id) ||
    isPageOf(parameters, payment) ||
    has(namesOfPayments, ref) ||
    has(namesOfPayments, id) ||
    (goodsId !== null && has(namesOfOrders, goodsId))
  )
}

/** A page of virtual currency or of a cart names no order, but the payment keeps the call's signature. */
function isPageOf(call: readonly Parameter[], { parameters }: Payment): boolean {
  const sign = lastValue(parameters, 'sign') ?? ''
  return sign !== '' && lastValue(call, 'sign') === sign
}
