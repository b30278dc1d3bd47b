'use client'

import { type MouseEvent, type ReactNode, useId, useRef } from 'react'
import { Button, ButtonLink } from '@/app/_components/button'

/** Asks before a membership is cancelled: in a dialog, or where scripts don't run on the page at `href`. */
export function CancelDialog({ href, name, children }: { href: string; name: string; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()

  function open(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !dialog.current) return
    event.preventDefault()
    dialog.current.showModal()
  }

  return (
    <div>
      <ButtonLink href={href} variant="secondary" onClick={open} aria-label={`Cancel ${name}`}>
        Cancel
      </ButtonLink>
      <dialog
        ref={dialog}
        aria-labelledby={heading}
        className="m-auto max-w-lg bg-card p-6 text-ink backdrop:bg-black/60 sm:p-8"
      >
        <h2 id={heading} className="text-heading">
          Cancel {name}?
        </h2>
        <div className="mt-4 space-y-3">
          {children}
          <form method="dialog">
            <Button type="submit" variant="secondary">
              Keep it
            </Button>
          </form>
        </div>
      </dialog>
    </div>
  )
}
