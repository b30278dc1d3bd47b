import { z } from 'zod'
import type { AttemptId, OrderId, PaymentRef, Uid } from '@/lib/ids'

// Short ids for tests that no real id's grammar would let through.

const order = z.string().brand<'OrderId'>()
const attempt = z.string().brand<'AttemptId'>()
const user = z.string().brand<'Uid'>()
const payment = z.string().brand<'PaymentRef'>()

export const orderIdOf = (text: string): OrderId => order.parse(text)
export const attemptIdOf = (text: string): AttemptId => attempt.parse(text)
export const uidOf = (text: string): Uid => user.parse(text)
export const refOf = (text: string): PaymentRef => payment.parse(text)
