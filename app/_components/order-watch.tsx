'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'

const interval = 1000

/** Renders the page anew as soon as the order is in another state than the page shows. Draws nothing itself. */
export function OrderWatch({
  orderId,
  state,
  isCheckout = false,
  onState,
}: {
  orderId: string
  state: string
  /** Whether the page offers to pay. */
  isCheckout?: boolean
  /** Told the state after each look; `stay` keeps the page as it is, whatever the state. */
  onState?: (state: string) => 'stay' | 'follow'
}) {
  const router = useRouter()
  const listener = useRef(onState)
  useEffect(() => {
    listener.current = onState
  })

  useEffect(() => {
    let stopped = false
    let timer: ReturnType<typeof setTimeout> | undefined

    async function look() {
      clearTimeout(timer)
      if (document.visibilityState === 'visible') {
        try {
          const response = await fetch(`/api/orders/${orderId}/state${isCheckout ? '?checkout' : ''}`, {
            cache: 'no-store',
          })
          const answer: { state?: string } = await response.json()
          if (!stopped && answer.state) {
            const stays = listener.current?.(answer.state) === 'stay'
            if (answer.state !== state && !stays) router.refresh()
          }
        } catch {
          // The next look may fare better; what the page shows is what was known last.
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
  }, [orderId, state, isCheckout, router])

  return null
}
