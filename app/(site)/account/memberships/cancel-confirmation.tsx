import { SubmitButton } from '@/app/_components/submit-button'
import { dayWords } from '@/lib/plans/terms'
import { cancelMembershipAction } from '@/lib/subscriptions/actions'
import type { Membership } from '@/lib/subscriptions/data'

/** What cancelling does, and the button that does it. */
export function CancelConfirmation({ membership }: { membership: Membership }) {
  const { orderId, paidUntil, accessUntil } = membership
  const end = paidUntil ? dayWords(paidUntil) : ''
  return (
    <form action={cancelMembershipAction} className="space-y-5">
      <input type="hidden" name="order" value={orderId} />
      <ul className="list-['–_'] space-y-2 pl-4">
        {accessUntil ? (
          <li>You stay a member until {end}, the end of the time you have paid for.</li>
        ) : (
          <li>Your membership ended on {end}. Cancelling makes sure that no renewal is charged any more.</li>
        )}
        <li>
          We ask Paymentwall to stop the renewals. Once they confirm it, usually within minutes, nothing more
          is charged. If a renewal is being charged at this very moment, write to us, and we refund it.
        </li>
        {accessUntil && (
          <li>
            The club’s models leave your library on that day. What you have downloaded stays yours to build.
          </li>
        )}
      </ul>
      <SubmitButton pendingText="Recording your request…">Cancel the membership</SubmitButton>
    </form>
  )
}
