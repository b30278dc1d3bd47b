import { randomBytes } from 'node:crypto'
import type { z } from 'zod'

/** The id of an order; also its external id (`goodsid`) towards Paymentwall. */
export type OrderId = string & z.$brand<'OrderId'>

/** The id of one attempt to charge a card. */
export type AttemptId = string & z.$brand<'AttemptId'>

/** A buyer's identity towards Paymentwall. */
export type Uid = string & z.$brand<'Uid'>

/** Paymentwall's reference of a payment. */
export type PaymentRef = string & z.$brand<'PaymentRef'>

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** A new unguessable id: 20 characters of Crockford's base 32 in lower case (100 random bits), so case can't collide. */
export function newId(): string {
  return Array.from(randomBytes(20), (byte) => alphabet[byte & 31]).join('')
}
