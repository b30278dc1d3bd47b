import Link from 'next/link'
import type { ComponentProps } from 'react'
import { LinkPending } from '@/app/_components/link-pending'

// Every page is rendered for its reader, so prefetching each link in view would cost a request and save little.
/** A link within the shop. Tells when the page that it leads to takes its time. */
export function PageLink({ children, ...rest }: ComponentProps<typeof Link>) {
  return (
    <Link prefetch={false} {...rest}>
      {children}
      <LinkPending />
    </Link>
  )
}
