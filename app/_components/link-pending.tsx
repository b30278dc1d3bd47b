'use client'

import { useLinkStatus } from 'next/link'
import { createPortal } from 'react-dom'

/** Within a link: a bar at the top of the page while the page that it leads to is on its way. */
export function LinkPending() {
  const { pending } = useLinkStatus()
  if (!pending) return null
  return createPortal(
    <div role="progressbar" aria-label="Loading the page" className="pending-bar" />,
    document.body,
  )
}
