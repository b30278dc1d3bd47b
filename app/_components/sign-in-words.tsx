import type { ReactNode } from 'react'
import { PageLink } from '@/app/_components/page-link'
import type { SignInLink } from '@/lib/accounts/faults'

/** A sentence in which the words of a link, where it has them, lead to signing in; `query` is what that is to go on with. */
export function signInWords(
  sentence: string,
  query: Record<string, string | undefined>,
  link: SignInLink | undefined,
): ReactNode {
  const [before, after] = link ? sentence.split(link.words, 2) : []
  if (!link || after === undefined) return sentence
  return (
    <>
      {before}
      <PageLink href={link.href} query={query} className="link">
        {link.words}
      </PageLink>
      {after}
    </>
  )
}
