import type { Charge, Payment } from '../core/state'
import type { Emulator } from '../emulator'
import { reverse } from '../payments'
import { notify } from '../pingbacks/pingbacks'
import { completeCharge, findCharge, paymentOf } from './charges'
import { BrickError } from './errors'

/** The bank's verdict after a risk review: 201, or 202 and the money goes back. */
export function endReview(emulator: Emulator, id: string): Payment {
  const charge = findCharge(emulator, id)
  const payment = paymentOf(emulator, charge)
  if (payment.status !== 'under review') return payment
  if (charge.reviewAccepts) {
    completeCharge(emulator, charge, payment, 201)
  } else {
    payment.status = 'declined'
    payment.refundedAmount = payment.amount
    notify(emulator, payment, { type: 202 })
  }
  return payment
}

export function capture(emulator: Emulator, charge: Charge): void {
  const payment = paymentOf(emulator, charge)
  if (payment.status === 'voided') throw new BrickError(charge.isHoldExpired ? 3206 : 3203)
  if (payment.status !== 'authorised') throw new BrickError(3203)
  emulator.scheduler.cancel('hold', charge.id)
  payment.status = 'paid'
  if (emulator.state.settings.captureSends) notify(emulator, payment, { type: 0 })
}

export function voidCharge(emulator: Emulator, charge: Charge): void {
  const payment = paymentOf(emulator, charge)
  if (payment.status !== 'authorised') throw new BrickError(3202)
  emulator.scheduler.cancel('hold', charge.id)
  payment.status = 'voided'
  notify(emulator, payment, { type: 203 })
}

export function endHold(emulator: Emulator, id: string): void {
  const charge = findCharge(emulator, id)
  charge.isHoldExpired = true
  if (paymentOf(emulator, charge).status === 'authorised') voidCharge(emulator, charge)
}

export function refund(emulator: Emulator, charge: Charge): void {
  const payment = paymentOf(emulator, charge)
  if (payment.status === 'refunded' || payment.status === 'charged back') throw new BrickError(3201)
  if (payment.status !== 'paid') throw new BrickError(3204)
  reverse(emulator, payment, 9)
}
