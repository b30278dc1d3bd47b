'use client'

import { useLinkStatus } from 'next/link'
import { createPortal } from 'react-dom'

/** Inside a link: a bar at the top of the page while the target page is loading. */
export function LinkPending() {
  const { pending } = useLinkStatus()
  if (!pending) return null
  return createPortal(
    <div role="progressbar" aria-label="Loading page" className="pending-bar" />,
    document.body,
  )
}
