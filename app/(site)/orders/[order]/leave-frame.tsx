'use client'

import { useEffect } from 'react'

/** Takes the whole window when the payment frame has led to this page inside itself, as some ways to pay do. */
export function LeaveFrame() {
  useEffect(() => {
    if (window.top && window.top !== window.self) window.top.location.replace(window.location.href)
  }, [])
  return null
}
