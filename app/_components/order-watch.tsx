'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'

const interval = 1000

/** Renders the page anew as soon as the order is in another state than the page shows. Draws nothing itself. */
export function OrderWatch({ orderId, state }: { orderId: string; state: string }) {
  const router = useRouter()

  useEffect(() => {
    let stopped = false
    let timer: ReturnType<typeof setTimeout> | undefined

    async function look() {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') {
        try {
          const response = await fetch(`/api/orders/${orderId}/state`, { cache: 'no-store' })
          const answer: { state?: string } = await response.json()
          if (!stopped && answer.state && answer.state !== state) router.refresh()
        } catch {
          // The next look may fare better; what the page shows is still true.
        }
      }
      if (!stopped) timer = setTimeout(look, interval)
    }

    timer = setTimeout(look, interval)
    document.addEventListener('visibilitychange', look)
    return () => {
      stopped = true
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', look)
    }
  }, [orderId, state, router])

  return null
}
