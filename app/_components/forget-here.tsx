import { SubmitButton } from '@/app/_components/submit-button'
import { signOutAction } from '@/lib/accounts/actions'

/** How a guest, or who has opened the link of an order, leaves a computer that others use. */
export function ForgetHere() {
  return (
    <form action={signOutAction} className="flex flex-wrap items-center gap-3 print:hidden">
      <p>Not you?</p>
      <SubmitButton variant="quiet" pendingText="One moment…">
        Forget me on this device
      </SubmitButton>
    </form>
  )
}
