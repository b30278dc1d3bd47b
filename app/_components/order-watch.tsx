'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { keepLooking } from '@/app/_components/keep-looking'

/**
 * Renders the page anew as soon as the order is in another state than the page shows. Draws nothing itself, and has no place
 * on a page whose state is final.
 */
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

  useEffect(
    () =>
      keepLooking(async (signal) => {
        try {
          const response = await fetch(`/api/orders/${orderId}/state${isCheckout ? '?checkout' : ''}`, {
            cache: 'no-store',
            signal,
          })
          const answer: { state?: string } = await response.json()
          if (signal.aborted || !answer.state) return
          const stays = listener.current?.(answer.state) === 'stay'
          if (answer.state !== state && !stays) router.refresh()
        } catch {
          // The next look may fare better; what the page shows is what was known last.
        }
      }),
    [orderId, state, isCheckout, router],
  )

  return null
}
