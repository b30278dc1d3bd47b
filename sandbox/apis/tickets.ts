import { Hono } from 'hono'
import { lastValue, type Parameter } from '../core/parameters'
import { bodyParameters } from '../core/request-log'
import type { Payment, Ticket } from '../core/state'
import type { Emulator } from '../emulator'
import { findByAnyReference, findPayment, isReturned, refundPartly, reverse } from '../payments'
import { findSubscription, stop } from '../subscriptions/engine'
import { isSignedCall } from './signed-call'

const noAccess = "You don't have access to the developers API"
const ticketTypes = [1, 2, 3, 5] as const
const isTicketType = (type: number): type is Ticket['type'] => ticketTypes.some((known) => known === type)

/**
 * The Cancellation API: a ticket is recorded at once and done later on the emulated clock; what comes of it arrives as a pingback.
 * With `test_mode` a reference that does not exist is accepted, without effect.
 */
export function ticketRoutes(emulator: Emulator): Hono {
  const routes = new Hono()

  routes.all('/developers/api/ticket', async (c) => {
    const parameters = await bodyParameters(c)
    if (c.req.method !== 'POST' || !isSignedCall(parameters, emulator.project)) {
      return c.json({ result: 0, errors: [noAccess] })
    }
    const get = (name: string) => lastValue(parameters, name) ?? ''
    const isTest = get('test_mode') === '1' || get('is_test') === '1'
    const payment = findSubject(emulator, get('ref'), get('uid'))
    const errors = faultsOf(parameters, payment !== undefined || isTest)
    if (errors.length > 0) return c.json({ result: 0, errors })
    if (payment) openTicket(emulator, payment, parameters)
    return c.json({ result: 1 })
  })

  return routes
}

function findSubject(emulator: Emulator, ref: string, uid: string): Payment | undefined {
  return ref
    ? findByAnyReference(emulator, ref)
    : emulator.state.payments.findLast((payment) => uid !== '' && payment.uid === uid)
}

function faultsOf(parameters: readonly Parameter[], isKnown: boolean): string[] {
  const get = (name: string) => lastValue(parameters, name) ?? ''
  const faults: string[] = []
  if (!get('ref') && !get('uid')) faults.push('Either ref or uid is required')
  else if (!isKnown) faults.push('The payment was not found')
  if (!isTicketType(Number(get('type')))) faults.push('The type is not valid')
  if (!get('message')) faults.push('The message is required')
  const isAmount = /^\d+(\.\d{1,3})?$/.test(get('amount')) && Number(get('amount')) > 0
  if (get('type') === '5' && !isAmount) faults.push('The amount is not valid')
  return faults
}

function openTicket(emulator: Emulator, payment: Payment, parameters: readonly Parameter[]): void {
  const get = (name: string) => lastValue(parameters, name) || null
  const type = Number(get('type'))
  if (!isTicketType(type)) return
  const ticket: Ticket = {
    id: String(emulator.store.nextId()),
    at: emulator.clock.now(),
    type,
    ref: payment.ref,
    message: get('message') ?? '',
    amount: get('amount'),
    merchantRefundId: get('merchant_refund_id'),
    isDone: false,
  }
  emulator.state.tickets.push(ticket)
  const wait = emulator.state.settings.ticketMinutes * 60_000
  emulator.scheduler.schedule('ticket', ticket.id, ticket.at + wait)
}

/** Does what a ticket asks for, if it still can be done. */
export function finishTicket(emulator: Emulator, id: string): void {
  const ticket = emulator.state.tickets.find((candidate) => candidate.id === id)
  const payment = ticket && findPayment(emulator, ticket.ref)
  if (!ticket || !payment) return
  ticket.isDone = true
  const extra: Parameter[] = ticket.merchantRefundId ? [['merchant_refund_id', ticket.merchantRefundId]] : []
  if (ticket.type === 1 && !isReturned(payment)) reverse(emulator, payment, 9, extra)
  if (ticket.type === 5 && ticket.amount && !isReturned(payment)) {
    refundPartly(emulator, payment, ticket.amount, extra)
  }
  if (ticket.type === 2) {
    const subscription = findSubscription(emulator, payment.subscriptionId ?? '')
    if (subscription) stop(emulator, subscription, 'cancelled')
  }
  emulator.store.changed()
}
