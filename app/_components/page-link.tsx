import Link from 'next/link'
import type { ComponentProps } from 'react'
import { LinkPending } from '@/app/_components/link-pending'

// What is worth fetching ahead is, by app/_components/prefetch-links.tsx, in the order in which people turn to it.
/** A link within the shop, with a progress bar when the target page is slow. */
export function PageLink({ children, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link prefetch={false} {...rest}>
      {children}
      <LinkPending />
    </Link>
  )
}
