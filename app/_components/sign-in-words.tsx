import type { ReactNode } from 'react'
import { PageLink } from '@/app/_components/page-link'

const words = 'Sign in'

/** A sentence in which “Sign in”, where it says so, leads there; `query` is what the sign-in is to go on with. */
export function signInWords(sentence: string, query: Record<string, string | undefined>): ReactNode {
  const [before, after] = sentence.split(words, 2)
  if (after === undefined) return sentence
  return (
    <>
      {before}
      <PageLink href="/login" query={query} className="link">
        {words}
      </PageLink>
      {after}
    </>
  )
}
