'use client'

import { usePathname } from 'next/navigation'
import { useEffect } from 'react'

/** Has the header's script look at the hint once the page is alive, and after each way to another one. */
export function HintRefresh({ event }: { event: string }) {
  const shown = usePathname()
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page is a reason to look
  useEffect(() => {
    dispatchEvent(new Event(event))
  }, [event, shown])
  return null
}
