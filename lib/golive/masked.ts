import type { Env } from '@/lib/env'
import { cut, maskText } from '@/lib/pingbacks/mask'
import { secretNames } from '@/lib/shop-status/keys'

/** A text of a rule, of a page or of an error holds no more characters. */
const longest = 500

/** Shorter ones stand in ordinary words. */
const shortestSecret = 6

/**
 * How the texts of a rule are kept and shown: without the shop's secrets, whole e-mail addresses, card numbers and control
 * characters, 500 characters at most.
 */
export function maskerOf(env: Env): (text: string) => string {
  const { password } = new URL(env.DATABASE_URL)
  const hidden = [env.DATABASE_URL, password, ...secretNames.map((name) => env[name] ?? '')].filter(
    ({ length }) => length >= shortestSecret,
  )
  return (text) => {
    // Half characters, which PostgreSQL would refuse, become signs for what is lost.
    const whole = Buffer.from(text.slice(0, 20 * longest)).toString()
    const without = hidden.reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), whole)
    return cut(maskText(without), longest)
  }
}
