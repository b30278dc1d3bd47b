'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { pollWhileVisible } from '@/app/_components/poll'

/** Refreshes the page at growing intervals while it shows something pending. Renders nothing. */
export function RefreshWhileWaiting() {
  const router = useRouter()
  useEffect(() => pollWhileVisible(async () => router.refresh()), [router])
  return null
}
