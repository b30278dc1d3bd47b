import type { ReactNode } from 'react'
import { ButtonLink } from '@/app/_components/button'
import { confirmationMinutes, isRecentlyConfirmed } from '@/lib/operators/confirmation'

/** Forms that want the password to have been given lately; without it, the way to give it, before anything is filled in. */
export async function ConfirmFirst({
  back,
  what,
  children,
}: {
  /** The page that the forms stand on. */
  back: string
  /** What the forms do, after "to": "change roles". */
  what: string
  children: ReactNode
}) {
  if (await isRecentlyConfirmed()) return children
  return (
    <div className="space-y-3">
      <p className="max-w-2xl text-muted">
        Enter your password to {what}. You won’t be asked again for {confirmationMinutes} minutes.
      </p>
      <ButtonLink href={`/admin/confirm?next=${encodeURIComponent(back)}`} variant="secondary">
        Confirm it’s you
      </ButtonLink>
    </div>
  )
}
