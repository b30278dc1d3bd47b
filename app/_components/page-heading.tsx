import type { ReactNode } from 'react'

/** The heading of a page, with an optional line above and a lead below. */
export function PageHeading({
  title,
  above,
  lead,
}: {
  title: ReactNode
  above?: ReactNode
  lead?: ReactNode
}) {
  return (
    <header className="max-w-3xl space-y-3">
      {above && <p className="text-muted">{above}</p>}
      <h1 className="text-title">{title}</h1>
      {lead && <p className="text-lead text-muted">{lead}</p>}
    </header>
  )
}
