import Link from 'next/link'
import type { ComponentProps } from 'react'
import { LinkPending } from '@/app/_components/link-pending'

// Every page is rendered for its reader, so prefetching each link in view would cost a request and save little.
/** A link within the shop, with a progress bar when the target page is slow. */
export function PageLink({ children, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link prefetch={false} {...rest}>
      {children}
      <LinkPending />
    </Link>
  )
}
