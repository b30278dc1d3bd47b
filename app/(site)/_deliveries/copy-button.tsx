'use client'

import { useState, useSyncExternalStore } from 'react'

const never = () => () => {}

/** Copies a text. Without scripts, which it needs, it is not there. */
export function CopyButton({ text, of }: { text: string; of: string }) {
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
        Copy<span className="sr-only"> {of}</span>
      </button>
      <span aria-live="polite" className="text-sm text-muted">
        {copied && 'Copied'}
      </span>
    </>
  )
}
