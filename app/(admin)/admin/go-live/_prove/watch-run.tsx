'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useEffect, useRef, useState, useTransition } from 'react'
import { Button } from '@/app/_components/button'
import { Notice } from '@/app/_components/notice'
import { type BrowserTask, payAtCheckout } from '@/app/(admin)/admin/go-live/_prove/pay-at-checkout'
import { openPaymentWindow, paymentWindow } from '@/app/(admin)/admin/go-live/_prove/payment-window'

/** A step that this browser does. */
export interface BrowserStep extends BrowserTask {
  step: string
}

/**
 * Keeps the page of a run up to date while it is under way, and does the steps that are the operator's browser's: it pays at
 * the real checkout, in the window that the press has opened.
 */
export function WatchRun({ every, task }: { every: number; task: BrowserStep | undefined }) {
  const router = useRouter()
  const [refreshing, startRefresh] = useTransition()
  useEffect(() => {
    if (refreshing) return
    const timer = setTimeout(() => startRefresh(() => router.refresh()), every)
    return () => clearTimeout(timer)
  }, [refreshing, every, router])

  const begun = useRef('')
  const [needsPress, setNeedsPress] = useState(false)
  const [problem, setProblem] = useState('')

  const pay = useCallback((page: Window | undefined, wanted: BrowserStep) => {
    begun.current = wanted.step
    setNeedsPress(page === undefined)
    setProblem('')
    if (!page) return
    payAtCheckout(page, wanted).catch((error: unknown) => {
      setProblem(error instanceof Error ? error.message : String(error))
      setNeedsPress(true)
    })
  }, [])

  useEffect(() => {
    if (task && begun.current !== task.step) pay(paymentWindow(), task)
  }, [task, pay])

  if (!task || !needsPress) return null
  return (
    <Notice kind="critical" title="This step needs a browser window">
      <p>{problem || 'Your browser opens a window only when you press a button.'}</p>
      <Button onClick={() => pay(openPaymentWindow(), task)}>Open the payment window</Button>
    </Notice>
  )
}
