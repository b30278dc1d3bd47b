'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { pollWhileVisible } from '@/app/_components/poll'

/**
 * Refreshes the page as soon as the order's state differs from the one shown. Renders nothing, and does not belong on a page
 * whose state is final.
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
  /** Called with the state after each poll; `stay` keeps the page as it is, whatever the state. */
  onState?: (state: string) => 'stay' | 'follow'
}) {
  const router = useRouter()
  const listener = useRef(onState)
  useEffect(() => {
    listener.current = onState
  })

  useEffect(
    () =>
      pollWhileVisible(async (signal) => {
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
          // The next poll may succeed; until then the page shows the last known state.
        }
      }),
    [orderId, state, isCheckout, router],
  )

  return null
}
