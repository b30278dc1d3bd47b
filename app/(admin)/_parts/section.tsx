import type { ReactNode } from 'react'

/** A part of a page under a heading of its own. */
export function Section({
  id,
  title,
  aside,
  children,
}: {
  id: string
  title: string
  /** Beside the heading: a link, a count. */
  aside?: ReactNode
  children: ReactNode
}) {
  return (
    <section aria-labelledby={id} className="space-y-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id={id} className="text-heading">
          {title}
        </h2>
        {aside}
      </div>
      {children}
    </section>
  )
}
