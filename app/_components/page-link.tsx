import Link from 'next/link'
import type { ComponentProps } from 'react'

// Every page is rendered for its reader, so prefetching each link in view would cost a request and save little.
/** A link within the shop. */
export function PageLink(props: ComponentProps<typeof Link>) {
  return <Link prefetch={false} {...props} />
}
