'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { keepLooking } from '@/app/_components/keep-looking'

/** Renders the page anew, ever more seldom, for as long as it shows something that is waited for. Draws nothing itself. */
export function RefreshWhileWaiting() {
  const router = useRouter()
  useEffect(() => keepLooking(async () => router.refresh()), [router])
  return null
}
