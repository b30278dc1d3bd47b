import { createHmac } from 'node:crypto'
import { attemptIdSchema } from '@/lib/charges/schema'
import type { AttemptId } from '@/lib/ids'
import { signaturesEqual } from '@/lib/paymentwall/signature'
import { derivedKey } from '@/lib/security/derived-key'

/** How long a buyer may take at the bank. */
export const secureSeconds = 15 * 60

/** Where the address of a bank's page is sealed to. */
export const bankPagePlace = (attemptId: AttemptId) => `bank page of charge-attempt ${attemptId}`

const shape = /^([^.]*)\.(\d{10,11})\.([A-Za-z0-9_-]{43})/

function sign(attemptId: AttemptId, expires: string): string {
  const key = derivedKey('3-D Secure return')
  return createHmac('sha256', key).update(`${attemptId}.${expires}`).digest('base64url')
}

/**
 * What the address that a bank sends the payer back to says of the charge. The return bears no session, since it comes by a
 * post from another site; so this text alone says which charge goes on, and is signed. It works once: the charge attempt
 * itself marks its use.
 */
export function secureState(attemptId: AttemptId, until: Date): string {
  const expires = String(Math.floor(until.getTime() / 1000))
  return `${attemptId}.${expires}.${sign(attemptId, expires)}`
}

/**
 * Reads a state; undefined when it is none of ours, or altered. What follows it is ignored, since a provider's page may
 * append a query to an address that has one (brick.md §8).
 */
export function readSecureState(text: string): { attemptId: AttemptId; expired: boolean } | undefined {
  const [, id, expires = '', signature = ''] = shape.exec(text) ?? []
  const { data: attemptId } = attemptIdSchema.safeParse(id)
  if (attemptId === undefined || !signaturesEqual(signature, sign(attemptId, expires))) return undefined
  return { attemptId, expired: Number(expires) * 1000 <= Date.now() }
}
