import { addressesOf } from '@/lib/database-address'
import type { Env } from '@/lib/env'
import { cut, maskText } from '@/lib/pingbacks/mask'
import { secretNames } from '@/lib/shop-status/keys'

/** A text of a rule, of a page or of an error holds no more characters. */
const longest = 500

/** Shorter ones stand in ordinary words. */
const shortestSecret = 6

/** The values that no text may show: every secret that is set, and the database's addresses and passwords. */
export function secretsOf(env: Env): string[] {
  const urls = [env.DATABASE_URL, env.DATABASE_DIRECT_URL ?? ''].filter((url) => url !== '')
  const addresses = urls.flatMap(addressesOf)
  const passwords = addresses.map((address) => new URL(address).password)
  return [...urls, ...addresses, ...passwords, ...secretNames.map((name) => env[name] ?? '')].filter(
    ({ length }) => length >= shortestSecret,
  )
}

/** What replaces secrets in a text: the longest first, since one may be part of another. */
export function hiderOf(secrets: readonly string[]): (text: string) => string {
  const hidden = [...secrets].sort((one, other) => other.length - one.length)
  return (text) => hidden.reduce((shown, secret) => shown.replaceAll(secret, '[secret]'), text)
}

/**
 * How the texts of a rule are kept and shown: without the shop's secrets, whole e-mail addresses, card numbers and control
 * characters, 500 characters at most.
 */
export function maskerOf(env: Env): (text: string) => string {
  const hide = hiderOf(secretsOf(env))
  return (text) => {
    // Half characters, which PostgreSQL would refuse, become signs for what is lost.
    const whole = Buffer.from(text.slice(0, 20 * longest)).toString()
    return cut(maskText(hide(whole)), longest)
  }
}
