import { createHmac } from 'node:crypto'
import type { SessionSubject } from '@/lib/accounts/mutations'
import { newId } from '@/lib/ids'
import { signaturesEqual } from '@/lib/paymentwall/signature'
import { derivedKey } from '@/lib/security/derived-key'

/** How long a device is known after it was last signed in on. */
export const knownDeviceDays = 180

/** Accounts that one browser is known for, as in a family. */
const accountsPerDevice = 4

const shape = /^([0-9a-z]{20})\.(\d{1,6})\.([\w-]{43})$/

const today = (now: Date) => Math.floor(now.getTime() / 86_400_000)

function sign({ uid, sessionVersion }: SessionSubject, id: string, day: number): string {
  const key = derivedKey('known-device')
  return createHmac('sha256', key).update(`${uid} ${sessionVersion} ${id} ${day}`).digest('base64url')
}

function readEntry(entry: string, account: SessionSubject, now: Date): string | undefined {
  const [, id = '', day = '', signature = ''] = shape.exec(entry) ?? []
  if (!signaturesEqual(signature, sign(account, id, Number(day)))) return undefined
  const age = today(now) - Number(day)
  return age >= 0 && age < knownDeviceDays ? id : undefined
}

const entriesOf = (cookie: string | undefined) => cookie?.split('~', accountsPerDevice) ?? []

/**
 * The id under which this browser has signed in to the account before, out of the cookie that {@link rememberDevice} made;
 * undefined for another account's, a forged and an old one, and once the account's sessions were ended everywhere.
 */
export function knownDevice(
  cookie: string | undefined,
  account: SessionSubject,
  now = new Date(),
): string | undefined {
  for (const entry of entriesOf(cookie)) {
    const id = readEntry(entry, account, now)
    if (id !== undefined) return id
  }
  return undefined
}

/** The cookie of a browser that has just signed in: a new id for this account, and what it holds for others. */
export function rememberDevice(
  cookie: string | undefined,
  account: SessionSubject,
  now = new Date(),
): string {
  const [id, day] = [newId(), today(now)]
  const others = entriesOf(cookie).filter(
    (entry) => shape.test(entry) && readEntry(entry, account, now) === undefined,
  )
  return [`${id}.${day}.${sign(account, id, day)}`, ...others].slice(0, accountsPerDevice).join('~')
}
