'use client'

import { type ComponentProps, type MouseEvent, type ReactNode, useId, useRef } from 'react'
import { Button, ButtonLink } from '@/app/_components/button'

/** A button that asks for confirmation: in a dialog, or without scripts on the page at `href`. */
export function ConfirmButton({
  href,
  button,
  label,
  title,
  children,
}: {
  href: string
  button: string
  /** The accessible name, where other buttons have the same text; it begins with that text. */
  label: string
  title: string
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const heading = useId()

  function open(event: MouseEvent) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !dialog.current) return
    event.preventDefault()
    dialog.current.showModal()
  }

  return (
    <div>
      <ButtonLink href={href} variant="secondary" onClick={open} aria-label={label}>
        {button}
      </ButtonLink>
      <dialog
        ref={dialog}
        aria-labelledby={heading}
        className="m-auto w-[calc(100%-2rem)] max-w-lg bg-card p-6 text-ink backdrop:bg-black/60 sm:p-8"
      >
        <h2 id={heading} className="text-heading">
          {title}
        </h2>
        <div className="mt-4">{children}</div>
      </dialog>
    </div>
  )
}

/** Closes the dialog around it. It has the initial focus, so that an accidental Enter does nothing. */
export function CloseDialog(props: ComponentProps<typeof Button>) {
  return (
    <Button
      {...props}
      // React's own autoFocus focuses at once, and leaves out the attribute that dialogs look for.
      ref={(button) => button?.setAttribute('autofocus', '')}
      variant="secondary"
      onClick={(event) => event.currentTarget.closest('dialog')?.close()}
    />
  )
}
