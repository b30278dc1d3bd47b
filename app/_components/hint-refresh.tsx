'use client'

import { usePathname } from 'next/navigation'
import { useLayoutEffect } from 'react'

/** Has the header's script look at the hint once the page is alive, and before each other one is painted. */
export function HintRefresh({ event }: { event: string }) {
  const shown = usePathname()
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page is a reason to look
  useLayoutEffect(() => {
    dispatchEvent(new Event(event))
  }, [event, shown])
  return null
}
