import { createHash } from 'node:crypto'
import type { PaymentRef } from '@/lib/ids'
import { paymentRefSchema } from '@/lib/orders/schema'
import { type PingbackEvent, readEvent } from '@/lib/pingbacks/event'

/**
 * The query of a genuine pingback, as the provider sends it: empty values are sent, undefined ones left out, `sig` comes
 * last. Signed here by hand, so that a test doesn't ask the code under test what is right.
 */
export function pingbackQuery(
  parameters: Record<string, string | number | undefined>,
  { secret = process.env.PAYMENTWALL_SECRET_KEY ?? '', version = 3 } = {},
): string {
  const pairs = Object.entries({ slength: '', speriod: '', ...parameters, sign_version: version })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]): [string, string] => [name, String(value)])
  const base = [...pairs]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('')
  const sig = createHash(version === 3 ? 'sha256' : 'md5')
    .update(base + secret)
    .digest('hex')
  return `${new URLSearchParams([...pairs, ['sig', sig]])}`
}

let references = 0

/** A payment reference that no other test uses. */
export function newReference(): PaymentRef {
  return paymentRefSchema.parse(`b${process.pid}${Date.now()}${++references}`)
}

/** A pingback of an order as the shop understands it: a payment with a reference of its own, unless told otherwise. */
export function pingbackEvent(
  order: { id: string; uid: string },
  parameters: Record<string, string> = {},
): PingbackEvent {
  const all = { uid: order.uid, goodsid: order.id, type: '0', ref: newReference(), ...parameters }
  return readEvent(new Map(Object.entries(all)), false)
}
