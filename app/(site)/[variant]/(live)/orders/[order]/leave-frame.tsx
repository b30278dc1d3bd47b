'use client'

import { useEffect } from 'react'

/** Takes over the whole window when a payment method has opened this page inside the payment frame. */
export function LeaveFrame() {
  useEffect(() => {
    if (window.top && window.top !== window.self) window.top.location.replace(window.location.href)
  }, [])
  return null
}
