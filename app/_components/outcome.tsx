'use client'

import { type ComponentProps, useEffect, useRef } from 'react'
import { Notice } from '@/app/_components/notice'

/**
 * What became of something that the reader has just done on this page. It takes the focus, which the button that did it has
 * often lost by going away. Give it a key that changes with what was done, so that it speaks up again the next time.
 */
export function Outcome(notice: ComponentProps<typeof Notice>) {
  const outcome = useRef<HTMLDivElement>(null)
  useEffect(() => outcome.current?.focus(), [])
  return (
    // biome-ignore lint/a11y/noAutofocus: where scripts don't run, the answer is a new page that begins with what it says
    <div ref={outcome} tabIndex={-1} autoFocus>
      <Notice {...notice} />
    </div>
  )
}
