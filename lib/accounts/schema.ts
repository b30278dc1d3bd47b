import { z } from 'zod'
import type { Fault } from '@/lib/accounts/faults'

const says = (fault: Fault): string => fault

/** A buyer's uid, as made by `newId`. */
export const uidSchema = z
  .string()
  .regex(/^[0-9a-z]{8,64}$/)
  .brand<'Uid'>()

/** What RFC 5321 (4.1.2, Dot-string) allows in the first part of an address without quotes, but for `=`. */
const localPart = /^[\w!#$%&'*+/?^`{|}~.-]{1,64}$/
/** A name of two labels or more, the last of which begins with a letter; `.invalid` is where closed accounts lie. */
const domain = /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?!invalid$)[a-z](?:[a-z0-9-]*[a-z0-9])$/i

function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@')
  return localPart.test(text.slice(0, at)) && domain.test(text.slice(at + 1))
}

/**
 * An e-mail address in the form stored and sent to Paymentwall, which signs it: all that RFC 5321 allows without quotes, at
 * most 128 characters, lower case. Without `=`, which would let a signed text be cut differently (docs/pingbacks.md).
 */
export const emailAddress = z
  .string(says('accounts.faults.emailMissing'))
  .trim()
  .min(1, says('accounts.faults.emailMissing'))
  .max(128, { message: says('accounts.faults.emailLong'), abort: true })
  .refine(isEmailAddress, says('accounts.faults.emailInvalid'))
  .toLowerCase()

/** A name as the account shows it: may be empty, one line, at most 80 characters, nothing that reverses the text. */
const personName = z
  .string()
  .trim()
  .max(80, says('accounts.faults.nameLong'))
  .regex(/^[^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]*$/u, says('accounts.faults.nameInvalid'))

/** A password typed to prove one's identity; its strength was checked when it was chosen. */
const givenPassword = z
  .string(says('accounts.faults.passwordMissing'))
  .min(1, says('accounts.faults.passwordMissing'))
  .max(256, says('accounts.faults.passwordLong'))

/** A new password. What depends on the account is checked by `passwordFault`. */
export const chosenPassword = z
  .string(says('accounts.faults.newPasswordMissing'))
  .min(10, says('accounts.faults.newPasswordShort'))
  .max(256, says('accounts.faults.newPasswordLong'))

/** The digest of a session's id. */
export const sessionDigestSchema = z.string().regex(/^[\w-]{20,64}$/)

export const registration = z.object({ name: personName, email: emailAddress, password: chosenPassword })
export const credentials = z.object({ email: emailAddress, password: givenPassword })
export const nameChange = z.object({ name: personName })
export const emailChange = z.object({ email: emailAddress, password: givenPassword })
export const closing = z.object({ password: givenPassword })
export const passwordChange = z.object({ current: givenPassword, password: chosenPassword })
