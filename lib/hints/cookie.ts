import { cookies } from 'next/headers'
import { type Hint, hintText, readHint } from '@/lib/hints/hint'
import { ownCookie } from '@/lib/http/own-cookie'

/** As long as the longest of what it tells of: a session, and a guest's cart. */
const hintSeconds = 30 * 86_400

/** The hint's cookie. Scripts read it: it opens nothing, and holds nothing that a page does not show. */
function hintCookie() {
  const { name, options } = ownCookie('hint')
  return { name, options: { ...options, httpOnly: false, maxAge: hintSeconds } }
}

/** Tells this browser's header what has changed of its shopper. For actions and route handlers. */
export async function writeHint(change: Partial<Hint>): Promise<void> {
  const { name, options } = hintCookie()
  const store = await cookies()
  const before = readHint(store.get(name)?.value) ?? { signedIn: false, cartCount: 0 }
  store.set(name, hintText({ ...before, ...change }, Date.now()), options)
}

/** The cookie of a hint as a page's script sets it. */
export function hintForDocument(hint: Hint): { name: string; text: string; attributes: string } {
  const { name, options } = hintCookie()
  const attributes = `Path=/; SameSite=Lax; Max-Age=${options.maxAge}${options.secure ? '; Secure' : ''}`
  return { name, text: hintText(hint, Date.now()), attributes }
}
