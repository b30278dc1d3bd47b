'use client'

import type { ReactNode } from 'react'
import { SubmitButton } from '@/app/_components/submit-button'
import { openPaymentWindow } from '@/app/(admin)/admin/go-live/_prove/payment-window'
import { proveAction } from '@/lib/prove/actions'

/** Begins a run, and leads to where it is watched. Where cards are paid with, opens their window by the same press. */
export function ProveButton({
  what,
  back,
  opensWindow,
  label = 'Prove it now',
  isQuiet = true,
}: {
  /** A case's id, or `all`. */
  what: string
  /** The page that the button stands on. */
  back: string
  opensWindow: boolean
  label?: ReactNode
  isQuiet?: boolean
}) {
  return (
    <form action={proveAction} onSubmit={() => opensWindow && openPaymentWindow()}>
      <input type="hidden" name="back" value={back} />
      <input type="hidden" name="what" value={what} />
      <SubmitButton pendingText="Starting…" variant={isQuiet ? 'secondary' : 'primary'}>
        {label}
      </SubmitButton>
    </form>
  )
}
