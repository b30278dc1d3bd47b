import type { ReactNode } from 'react'
import { SubmitButton } from '@/app/_components/submit-button'
import { english } from '@/lib/languages/locale'
import { cancelMembershipAction } from '@/lib/subscriptions/actions'
import type { Membership } from '@/lib/subscriptions/data'

/** What cancelling means, with the buttons to do it or to keep the membership. */
export function CancelConfirmation({
  membership,
  now,
  keep,
}: {
  membership: Membership
  now: Date
  keep: ReactNode
}) {
  return (
    <form action={cancelMembershipAction} className="space-y-5">
      <input type="hidden" name="order" value={membership.orderId} />
      <ul className="list-['–_'] space-y-2 pl-4">
        <li>{whatEnds(membership, now)}</li>
        <li>
          We ask Paymentwall to stop the renewals. Once they confirm, usually within minutes, you are not
          charged again. If a renewal is being charged right now, write to us and we will refund it.
        </li>
        {membership.accessUntil && (
          <li>
            The club models leave your library when the membership ends. What you have downloaded remains
            yours to build.
          </li>
        )}
      </ul>
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingText="Sending your request…">Cancel membership</SubmitButton>
        {keep}
      </div>
    </form>
  )
}

function whatEnds({ paidUntil, accessUntil }: Membership, now: Date): string {
  const end = paidUntil ? english.date(paidUntil) : ''
  if (!accessUntil) {
    return `Your membership ended on ${end}. Cancelling makes sure that no further renewal is charged.`
  }
  return paidUntil && paidUntil > now
    ? `You remain a member until ${end}, the end of the period you have paid for.`
    : `The period you have paid for ended on ${end}, so the membership ends as soon as it is cancelled.`
}
