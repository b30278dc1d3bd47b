'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { pollWhileVisible } from '@/app/_components/poll'

/** The state that an answer tells; undefined for any other answer. */
function stateIn(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('state' in answer)) return undefined
  return typeof answer.state === 'string' ? answer.state : undefined
}

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
          const told = stateIn(await response.json())
          if (signal.aborted || told === undefined) return
          const stays = listener.current?.(told) === 'stay'
          if (told !== state && !stays) router.refresh()
        } catch {
          // The next poll may succeed; until then the page shows the last known state.
        }
      }),
    [orderId, state, isCheckout, router],
  )

  return null
}
