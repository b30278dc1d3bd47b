'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const interval = 4000

/** Renders the page anew now and then, for as long as it shows something that is waited for. Draws nothing itself. */
export function RefreshWhileWaiting() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh()
    }, interval)
    return () => clearInterval(timer)
  }, [router])
  return null
}
