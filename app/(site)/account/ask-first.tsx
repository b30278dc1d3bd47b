'use client'

import { type ComponentProps, type MouseEvent, type ReactNode, useId, useRef } from 'react'
import { Button, ButtonLink } from '@/app/_components/button'

/** A button that asks before something is done: in a dialog, or where scripts don't run on the page at `href`. */
export function AskFirst({
  href,
  button,
  label,
  title,
  children,
}: {
  href: string
  button: string
  /** The button's name where others say the same; it begins with the same words. */
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

/** The way out of the dialog around it, which has the focus at first, so that a hasty Enter does nothing. */
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
