'use client'

import { type ComponentProps, useEffect, useRef } from 'react'
import { Notice } from '@/app/_components/notice'

/**
 * The result of something the user has just done on this page. It takes the focus, since the button that was pressed has
 * often disappeared. Give it a key that changes with the action, so that it is announced each time.
 */
export function Outcome(notice: ComponentProps<typeof Notice>) {
  const outcome = useRef<HTMLDivElement>(null)
  useEffect(() => outcome.current?.focus(), [])
  return (
    // biome-ignore lint/a11y/noAutofocus: without scripts the answer is a new page, which starts at the result
    <div ref={outcome} tabIndex={-1} autoFocus>
      <Notice {...notice} />
    </div>
  )
}
