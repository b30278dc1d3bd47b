'use client'

import { type ReactNode, useState, useSyncExternalStore } from 'react'

const never = () => () => {}

/** Copies a text. Without scripts, which it needs, it is not there. */
export function CopyButton({
  text,
  label,
  copied: done,
}: {
  text: string
  label: ReactNode
  copied: string
}) {
  const hasScripts = useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
  const [copied, setCopied] = useState(false)
  if (!hasScripts) return null
  return (
    <>
      <button
        type="button"
        className="link min-h-11 px-2 print:hidden"
        onClick={() =>
          navigator.clipboard.writeText(text).then(
            () => setCopied(true),
            () => {},
          )
        }
      >
        {label}
      </button>
      <span aria-live="polite" className="text-sm text-muted">
        {copied && done}
      </span>
    </>
  )
}
