import type { ReactNode } from 'react'
import { SubmitButton } from '@/app/_components/submit-button'
import { formatDate } from '@/lib/plans/terms'
import { cancelMembershipAction } from '@/lib/subscriptions/actions'
import type { Membership } from '@/lib/subscriptions/data'

/** What cancelling does, the button that does it, and beside it the way back. */
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
          We ask Paymentwall to stop the renewals. Once they confirm it, usually within minutes, nothing more
          is charged. If a renewal is being charged at this very moment, write to us, and we refund it.
        </li>
        {membership.accessUntil && (
          <li>
            The club’s models leave your library with the membership. What you have downloaded stays yours to
            build.
          </li>
        )}
      </ul>
      <div className="flex flex-wrap gap-3">
        <SubmitButton pendingText="Recording your request…">Cancel the membership</SubmitButton>
        {keep}
      </div>
    </form>
  )
}

function whatEnds({ paidUntil, accessUntil }: Membership, now: Date): string {
  const end = paidUntil ? formatDate(paidUntil) : ''
  if (!accessUntil) {
    return `Your membership ended on ${end}. Cancelling makes sure that no renewal is charged any more.`
  }
  return paidUntil && paidUntil > now
    ? `You stay a member until ${end}, the end of the time you have paid for.`
    : `The time you have paid for ended on ${end}, so the membership ends as soon as it is cancelled.`
}
