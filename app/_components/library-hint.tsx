'use client'

import { useEffect } from 'react'
import { cookieIn } from '@/lib/hints/hint'
import { libraryText, readLibrary } from '@/lib/hints/library'

/** On pages that know what their reader owns: notes it, so that the products' pages, the same for everybody, can show it. */
export function LibraryHint({
  name,
  attributes,
  slugs,
  isAll,
}: {
  name: string
  attributes: string
  slugs: string[]
  /** Whether there is nothing else that the reader owns. */
  isAll: boolean
}) {
  useEffect(() => {
    const noted = cookieIn(document.cookie, name)
    const text = libraryText(isAll ? slugs : [...slugs, ...readLibrary(noted)])
    if (text === (noted ?? '')) return
    // biome-ignore lint/suspicious/noDocumentCookie: the cookie store is not in every browser
    document.cookie = `${name}=${text}; ${attributes}`
  }, [name, attributes, slugs, isAll])
  return null
}
