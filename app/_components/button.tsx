import type { ComponentProps, ReactNode } from 'react'
import { PageLink } from '@/app/_components/page-link'

type Variant = 'primary' | 'secondary' | 'quiet'

const shape =
  'inline-flex min-h-12 items-center justify-center gap-2 rounded-control border px-6 py-2.5 text-center font-semibold leading-tight transition-colors disabled:cursor-not-allowed disabled:opacity-60 aria-disabled:cursor-not-allowed aria-disabled:opacity-60'

const styles: Record<Variant, string> = {
  primary:
    'border-accent bg-accent text-on-accent enabled:hover:border-accent-strong enabled:hover:bg-accent-strong [a&]:hover:border-accent-strong [a&]:hover:bg-accent-strong',
  secondary: 'border-edge bg-transparent text-ink hover:border-ink hover:bg-wash',
  quiet:
    'border-transparent bg-transparent text-ink underline decoration-accent decoration-[1.5px] underline-offset-4 hover:text-accent',
}

function classes(variant: Variant, className?: string) {
  return `${shape} ${styles[variant]} ${className ?? ''}`
}

type Styled = { variant?: Variant }

export function Button({
  variant = 'primary',
  className,
  type = 'button',
  ...rest
}: Styled & ComponentProps<'button'>) {
  return <button {...rest} type={type} className={classes(variant, className)} />
}

export function ButtonLink({
  variant = 'primary',
  className,
  ...rest
}: Styled & ComponentProps<typeof PageLink>) {
  return <PageLink {...rest} className={classes(variant, className)} />
}

/** Links to another site. */
export function ExternalButtonLink({ className, ...rest }: ComponentProps<'a'>) {
  return <a {...rest} className={classes('primary', className)} />
}

/** Reloads the page it is on, with or without JavaScript. */
export function ReloadLink({ children }: { children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/useValidAnchor: an empty address is that of the current page
    <a href="" className={classes('primary')}>
      {children}
    </a>
  )
}
