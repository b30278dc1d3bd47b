import type { ReactNode, Ref } from 'react'

type Kind = 'info' | 'positive' | 'caution' | 'critical'

const styles: Record<Kind, string> = {
  info: 'border-muted bg-wash',
  positive: 'border-positive bg-positive-wash',
  caution: 'border-caution bg-caution-wash',
  critical: 'border-critical bg-critical-wash',
}

/** A message in the page, announced when it appears; a critical one interrupts. */
export function Notice({
  kind = 'info',
  title,
  children,
  className,
  ref,
}: {
  kind?: Kind
  title?: ReactNode
  children?: ReactNode
  className?: string
  /** For a notice that takes the focus. */
  ref?: Ref<HTMLDivElement>
}) {
  return (
    <div
      ref={ref}
      tabIndex={ref ? -1 : undefined}
      role={kind === 'critical' ? 'alert' : 'status'}
      className={`border-l-4 px-5 py-4 ${styles[kind]} ${className ?? ''}`}
    >
      {title && <p className="font-semibold">{title}</p>}
      {children && <div className="space-y-2">{children}</div>}
    </div>
  )
}
