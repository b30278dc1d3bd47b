import type { ComponentProps } from 'react'

// An ordinary link, so that it needs no script of its own: `Navigation` follows it within the document.
/** A link to another page of the shop; `query` is added to its address, without what is undefined. */
export function PageLink({
  href,
  query = {},
  ...link
}: ComponentProps<'a'> & { href: string; query?: Record<string, string | undefined> }) {
  const known = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const address = known.length === 0 ? href : `${href}?${new URLSearchParams(known)}`
  return <a {...link} href={address} data-page="" />
}
