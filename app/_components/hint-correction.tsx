'use client'

import { useEffect } from 'react'
import { cookieIn, readHint } from '@/lib/hints/hint'

/** On pages that know who is there: sets the hint's cookie right if it is wrong and older than what the page knows. */
export function HintCorrection({
  name,
  text,
  attributes,
}: {
  name: string
  text: string
  attributes: string
}) {
  useEffect(() => {
    const known = readHint(text)
    const held = readHint(cookieIn(document.cookie, name))
    if (!known || (held && held.at >= known.at)) return
    if (held?.signedIn === known.signedIn && held.cartCount === known.cartCount) return
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser
    document.cookie = `${name}=${text}; ${attributes}`
  }, [name, text, attributes])
  return null
}
