import { cookies } from 'next/headers'
import { type Hint, hintText, readHint } from '@/lib/hints/hint'
import { ownCookie } from '@/lib/http/own-cookie'

/** As long as the longest of what it tells of: a session, and a guest's cart. */
const hintSeconds = 30 * 86_400

/** A cookie that scripts read: it opens nothing, and holds nothing that a page does not show. */
function cookieForScripts(kind: 'hint' | 'library') {
  const { name, options } = ownCookie(kind)
  return { name, options: { ...options, httpOnly: false, maxAge: hintSeconds } }
}

const hintCookie = () => cookieForScripts('hint')

const attributesOf = ({ secure, maxAge }: { secure: boolean; maxAge: number }) =>
  `Path=/; SameSite=Lax; Max-Age=${maxAge}${secure ? '; Secure' : ''}`

/** Tells this browser's header what has changed of its shopper. For actions and route handlers. */
export async function writeHint(change: Partial<Hint>): Promise<void> {
  const { name, options } = hintCookie()
  const store = await cookies()
  const before = readHint(store.get(name)?.value) ?? { signedIn: false, cartCount: 0 }
  store.set(name, hintText({ ...before, ...change }, Date.now()), options)
  // What the one before owned is not what the next one owns.
  const library = libraryCookie()
  if (change.signedIn !== undefined && store.has(library.name))
    store.set(library.name, '', { ...library.options, maxAge: 0 })
}

const libraryCookie = () => cookieForScripts('library')

/** The cookie of what a reader owns (lib/hints/library.ts), as a page's script sets it. */
export function libraryForDocument(): { name: string; attributes: string } {
  const { name, options } = libraryCookie()
  return { name, attributes: attributesOf(options) }
}

/** The cookie of a hint as a page's script sets it. */
export function hintForDocument(hint: Hint): { name: string; text: string; attributes: string } {
  const { name, options } = hintCookie()
  return { name, text: hintText(hint, Date.now()), attributes: attributesOf(options) }
}
