import { Checkbox } from '@/app/_components/field'
import { Notice } from '@/app/_components/notice'
import { PlanTerms } from '@/app/_components/plan-terms'
import { SubmitButton } from '@/app/_components/submit-button'
import { english } from '@/lib/languages/locale'
import { acceptOrderTerms } from '@/lib/orders/actions'
import { dayName } from '@/lib/orders/schema'
import type { Plan } from '@/lib/plans/plan'
import { acceptancePieces, membershipSentence, secondMembershipSentence } from '@/lib/policies/acceptance'

/** The terms to accept before any payment method is shown; for a membership together with its own terms. */
export function TermsForm({
  orderId,
  problem,
  membership,
  isSecond,
  at,
}: {
  orderId: string
  /** `missing`: the box was not ticked; `old`: the terms of the membership have changed since they were shown or accepted. */
  problem: 'missing' | 'old' | undefined
  membership: { plan: Plan; day: Date } | undefined
  /** Whether the buyer has another membership. */
  isSecond: boolean
  /** When the page was asked for. */
  at: Date
}) {
  return (
    <form action={acceptOrderTerms} noValidate className="space-y-6">
      <input type="hidden" name="order" value={orderId} />
      <h2 className="text-heading">Before you pay</h2>
      {problem === 'old' && (
        <Notice kind="caution" title={isSecond ? 'The terms have changed' : 'The dates have changed'}>
          {isSecond
            ? 'You have since become a member through another order. Please read the terms again.'
            : 'A membership starts on the day of its first payment, and the dates you saw were for an earlier day. Please read the terms again.'}
        </Notice>
      )}
      {membership && (
        <section aria-labelledby="membership-terms" className="sheet space-y-3 p-6">
          <h3 id="membership-terms" className="font-semibold">
            Your membership
          </h3>
          <input type="hidden" name="day" value={dayName(membership.day)} />
          {isSecond && <input type="hidden" name="second" value="yes" />}
          <PlanTerms locale={english} {...membership} newTab />
        </section>
      )}
      <Checkbox
        // Each answer that says so is about another attempt, and takes the focus.
        {...(problem === 'missing' && { key: at.getTime(), autoFocus: true })}
        name="accept"
        value="yes"
        required
        error={problem === 'missing' ? 'Please accept the terms to continue.' : undefined}
        label={
          <>
            {acceptancePieces.map((piece) =>
              typeof piece === 'string' ? (
                piece
              ) : (
                <a key={piece.path} href={piece.path} target="_blank" className="link" rel="noopener">
                  {piece.title}
                  <span className="sr-only"> (opens in a new tab)</span>
                </a>
              ),
            )}
            {membership && ` ${membershipSentence}`}
            {isSecond && ` ${secondMembershipSentence}`}
          </>
        }
      />
      <SubmitButton pendingText="One moment…">Continue to payment</SubmitButton>
    </form>
  )
}
